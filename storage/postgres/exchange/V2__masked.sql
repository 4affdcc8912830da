-- Whether the parcel's sound was bleeped and its words masked.
ALTER TABLE exchange.export ADD masked boolean NOT NULL DEFAULT false;
