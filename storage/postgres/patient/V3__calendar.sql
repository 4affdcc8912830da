-- Days that are not what their weekday says: public holidays, and weekend days worked in exchange.
CREATE TABLE patient.calendar_day (
    day  date PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('HOLIDAY', 'WORKING')),
    name text NOT NULL CHECK (name <> '')
);
-- The State Council's arrangement for 2026 (Guo Ban Fa Ming Dian [2025] 7). The next year's is announced each November
-- and loaded on the calendar page.
INSERT INTO patient.calendar_day (day, kind, name)
SELECT d::date, 'HOLIDAY', name FROM (VALUES
    ('元旦',   date '2026-01-01', date '2026-01-03'),
    ('春节',   date '2026-02-15', date '2026-02-23'),
    ('清明节', date '2026-04-04', date '2026-04-06'),
    ('劳动节', date '2026-05-01', date '2026-05-05'),
    ('端午节', date '2026-06-19', date '2026-06-21'),
    ('中秋节', date '2026-09-25', date '2026-09-27'),
    ('国庆节', date '2026-10-01', date '2026-10-07')) AS holiday (name, first, last),
    generate_series(first, last, interval '1 day') AS d
UNION ALL
SELECT day, 'WORKING', name FROM (VALUES
    (date '2026-01-04', '元旦调休'), (date '2026-02-14', '春节调休'), (date '2026-02-28', '春节调休'),
    (date '2026-05-09', '劳动节调休'), (date '2026-09-20', '国庆节调休'), (date '2026-10-10', '国庆节调休')) AS swapped (day, name);
-- Which zones there are is asked at every claim: this makes it a few steps instead of a scan.
CREATE INDEX patient_by_zone ON patient.patient (zone);
