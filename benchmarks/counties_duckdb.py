"""The standings of many counties in several years with DuckDB, from the tables that counties.py exports.

    python benchmarks/counties_duckdb.py FOLDER tallies|rows OUTPUT

The cells that stand in a year come found and ready parsed in the tables; the requirement, the pace, the shortfall and
the standing of every row are computed in one query, and counted by county and year, or written row by row.
"""

import sys
from pathlib import Path

import duckdb

ROWS = """
create view prepared as select * from read_csv($folder || '/rows.csv', columns = {
    'id': 'varchar', 'year': 'int', 'attribute': 'varchar', 'direction': 'varchar', 'worse': 'varchar',
    'tolerance': 'double', 'baseline': 'double', 'decimals': 'int', 'before': 'int', 'after': 'int', 'last': 'int',
    'form_1': 'varchar', 'value_1': 'double', 'upper_1': 'double', 'form_2': 'varchar', 'value_2': 'double',
    'upper_2': 'double', 'form_last': 'varchar', 'value_last': 'double'});
create view filed as select * from read_csv($folder || '/actuals.csv', columns = {
    'folder': 'varchar', 'id': 'varchar', 'year': 'int', 'value': 'double', 'surveyed': 'int', 'verdict': 'varchar'});
create view rows as
with history as (
    select *, first_value(value ignore nulls) over earlier as first,
        last_value(value ignore nulls) over earlier as last_known
    from filed window earlier as (
        partition by folder, id order by year rows between unbounded preceding and 1 preceding)
), cells as (
    select *,
        direction <> 'keep stable' as directed,
        case direction when 'rising' then 'lower' when 'falling' then 'higher' else worse end as side,
        case side when 'lower' then 1 when 'higher' then -1 else 0 end as sign,
        form_1 <> 'nothing' as asked_1,
        form_2 <> 'nothing' as asked_2,
        case direction when 'rising' then ['plain', '>=', '>'] when 'falling' then ['plain', '<=', '<'] else [] end
            as ways,
        case when form_1 in ways then value_1 end as start,
        case when form_2 in ways then value_2 end as finish,
        asked_1 and asked_2 and before < year and coalesce(start <> finish, false) as between_two,
        not asked_1 and asked_2 and coalesce((finish - baseline) * sign > 0, false) as towards,
        not asked_1 and (not asked_2 or finish is not null and baseline is null) as nothing,
        between_two or not asked_1 as later,
        coalesce(last <= year, false) as final
    from prepared
), standing_cells as (
    select *,
        case when later then form_2 else form_1 end as form,
        case when towards then baseline else start end as origin,
        case when towards then 2020 else before end as since,
        (origin + (finish - origin) * (year - since) / (after - since)) * pow(10, decimals) as point,
        case when not (between_two or towards) then (case when later then value_2 else value_1 end)
            when direction = 'falling' then ceil(point - 1e-6) / pow(10, decimals)
            else floor(point + 1e-6) / pow(10, decimals) end as value,
        case when later then upper_2 else upper_1 end as upper,
        form = 'hold' as hold,
        form = 'hold' or (form = 'plain' and not directed) as about,
        case when hold then baseline else value end as centre,
        case when directed and form_last in ('plain', '>=', '>', '<=', '<') then value_last end as wanted,
        form_last in ('>=', '>') or (form_last = 'plain' and direction = 'rising') as upwards
    from cells
), requirements as (
    select * exclude (value),
        case when nothing or form = 'open' then null
            when form in ('rise', 'fall', 'within', '>=', '>', '<=', '<') then form
            when side = 'either' then 'within'
            when side = 'lower' then '>=' else '<=' end as op,
        case when op in ('<=', '<') then null when about then round(centre - tolerance, 9)
            when op is not null then value end as low,
        case when op in ('>=', '>') then null when about then round(centre + tolerance, 9)
            when form = 'within' then upper when op is not null then value end as high,
        case when op <> 'within' then coalesce(low, high) end as bound
    from standing_cells
), measured as (
    select *, value as a, baseline as b,
        coalesce(low, high) is not null
            and (low is null or a > low or (a = low and op <> '>'))
            and (high is null or a < high or (a = high and op <> '<')) as met,
        case when upwards then a > wanted or (a = wanted and form_last <> '>')
            else a < wanted or (a = wanted and form_last <> '<') end as met_last,
        case when a < low or high is null then low when a > high or low is null then high else a end as nearest,
        case when nearest = 0 then 'infinity'::double else abs(a - nearest) / abs(nearest) end as shortfall,
        case when directed and not hold and (bound - b) * sign > 0 then (a - b) / (bound - b) end as pace,
        coalesce(b, first) as base,
        case form when 'rise' then 1 when 'fall' then -1 end as wished,
        (a - base) * wished as overall,
        (a - coalesce(last_known, base)) * wished as recent
    from requirements join history using (id, year)
)
select folder, year, id, attribute, a as actual, op, low, high, case
    when form = 'open' and not nothing then (case verdict
        when 'met' then (case when final then 'achieved' else 'on_track' end)
        when 'missed' then 'behind' else 'target_pending' end)
    when nothing or surveyed = 0 then 'not_due'
    when a is null then 'no_data'
    when hold and b is null or wished is not null and base is null then 'no_reference'
    when final and wished is not null then
        (case when overall > 0 then 'achieved' when overall = 0 then 'behind' else 'regressed' end)
    when overall > 0 then (case when recent < 0 then 'slightly_behind' else 'on_track' end)
    when wished is not null then
        (case when recent > 0 then 'slightly_behind' when overall = 0 then 'behind' else 'regressed' end)
    when met and (final or met_last and (wanted - coalesce(b, bound)) * sign > 0) then 'achieved'
    when met then 'on_track'
    when (b - a) * sign > 0 and shortfall > 0.01 + 1e-9 and directed and not hold then 'regressed'
    when shortfall <= 0.01 + 1e-9 then 'slightly_behind'
    when pace >= 0.6 - 1e-9 and shortfall <= 0.1 + 1e-9 then 'slightly_behind'
    when pace is null and shortfall <= 0.05 + 1e-9 then 'slightly_behind'
    else 'behind' end as standing
from measured;
"""
TALLIES = """
select folder, year, attribute, count(*) as rows,
    count(*) filter (standing in ('achieved', 'on_track')) as on_track,
    count(*) filter (standing in ('slightly_behind', 'behind', 'regressed')) as gap
from rows group by all order by all
"""


def main(folder: Path, what: str, output: str) -> None:
    duckdb.execute(ROWS.replace("$folder", f"'{folder.as_posix()}'"))
    chosen = "select * from rows" if what == "rows" else TALLIES
    duckdb.execute(f"copy ({chosen}) to '{output}'")  # its ending gives the format


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
