-- What only one of several applications on this database does at a time. Its clock is the only one that counts.
CREATE TABLE jobs.lease (
    name   text        PRIMARY KEY,
    holder uuid        NOT NULL,
    -- grows with every holder, and when one comes back after its time: the fencing token
    token  bigint      NOT NULL,
    until  timestamptz NOT NULL
);

-- Called first in every transaction of a holder. Whoever stood still past its time is refused here, and with it all it
-- wanted to write; whoever is not keeps the lease from passing on before the transaction is over.
CREATE FUNCTION jobs.fence(lease text, held bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM jobs.lease l WHERE l.name = lease AND l.token = held FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The lease % has passed on, token % is stale', lease, held USING ERRCODE = 'AF001';
    END IF;
    -- For whoever wants to know under which token a row was written.
    PERFORM set_config('aftercall.token', held::text, true);
END
$$;
