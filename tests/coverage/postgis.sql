-- The same division and the same day's areas in PostGIS; psql variables: folder, places. CPU time of the one server process,
-- which Linux counts in hundredths of a second.
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset fieldsep ','
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE OR REPLACE FUNCTION cpu() RETURNS int LANGUAGE sql VOLATILE AS
    $$ SELECT 10 * (f[14]::int + f[15]::int) FROM string_to_array(pg_read_file('/proc/self/stat'), ' ') AS f $$;
DROP TABLE IF EXISTS places, country, cells, areas;
CREATE TABLE places (x float8, y float8, side int);
\set file :folder '/' :places '.places.csv'
COPY places FROM :'file' (FORMAT csv);
ALTER TABLE places ADD geom geometry(Point);
UPDATE places SET geom = ST_MakePoint(x, y);
CREATE INDEX ON places USING gist (geom);
CREATE TABLE country (wkt text);
\set file :folder '/' :places '.country.wkt'
COPY country FROM :'file';
ALTER TABLE country ADD geom geometry;
UPDATE country SET geom = ST_GeomFromText(wkt);
ANALYZE;

SELECT cpu() AS before \gset
CREATE TABLE cells AS
    SELECT side, CASE WHEN ST_Covers(country.geom, cell.geom) THEN cell.geom ELSE ST_Intersection(cell.geom, country.geom) END AS geom
    FROM (SELECT (ST_Dump(ST_VoronoiPolygons(ST_Collect(places.geom), 0, (SELECT ST_Envelope(geom) FROM country)))).geom FROM places) AS cell
    JOIN places ON ST_Contains(cell.geom, places.geom), country;
SELECT :'places', 'build', cpu() - :before;

SELECT cpu() AS before \gset
CREATE TABLE areas AS SELECT side, ST_Union(geom) AS geom FROM cells GROUP BY side;
SELECT :'places', 'a day''s areas', cpu() - :before;
