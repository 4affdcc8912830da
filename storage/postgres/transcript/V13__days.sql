-- Beside its words an utterance is indexed by its day ('#' and days since 1970, UTC; no word has a '#'), so that the index itself
-- yields the newest first, day by day, and a question stops when it has enough.
CREATE FUNCTION transcript.day(at timestamptz) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT floor(extract(epoch FROM at) / 86400)::int
$$;
-- And by each two words that follow each other, as Chinese is by two characters.
CREATE FUNCTION transcript.pairs(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT w || ' ' || follows), '{}')
    FROM (SELECT w, lead(w) OVER (ORDER BY n) AS follows
          FROM regexp_split_to_table(lower(said), '\s+') WITH ORDINALITY AS words (w, n)) x
    WHERE w ~ '^[[:alnum:]'']+$' AND follows ~ '^[[:alnum:]'']+$' AND w || follows !~ '[㐀-鿿]'
$$;
UPDATE transcript.utterance
SET terms = terms || transcript.pairs(coalesce(shown, text)) || ('#' || transcript.day(call_at));
DROP FUNCTION transcript.pairs;
-- Nothing waits to be indexed: each day asked for would read what waits anew.
CREATE INDEX utterance_by_term ON transcript.utterance USING gin (terms) WITH (fastupdate = off);
-- Last of all, since it keeps readers out until the end.
DROP INDEX transcript.utterance_terms;
ALTER INDEX transcript.utterance_by_term RENAME TO utterance_terms;
-- No plan depends on which words are frequent any more.
ALTER TABLE transcript.utterance ALTER terms SET STATISTICS 10;
