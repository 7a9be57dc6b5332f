"""The standings of 2024 with DuckDB, from the tables that cold_start.py exports.

Targets, their wordings and the rounding come ready parsed in the tables; the requirement, the pace, the shortfall and
the standing of every row are computed in one query.
"""

import json
import sys
from pathlib import Path

import duckdb

QUERY = """
with filed as (
    from read_csv($folder || '/actuals.csv', columns = {
        'id': 'varchar', 'year': 'int', 'value': 'double', 'surveyed': 'int', 'verdict': 'varchar'})
), now as (
    from filed where year = 2024
), past as (
    select id, arg_min(value, year) as first, arg_max(value, year) as last
    from filed where year < 2024 and value is not null group by id
), rows as (
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
        asked_1 and asked_2 and coalesce(start <> finish, false) as between_two,
        not asked_1 and asked_2 and coalesce((finish - baseline) * sign > 0, false) as towards,
        not asked_1 and (not asked_2 or finish is not null and baseline is null) as nothing,
        between_two or not asked_1 as later
    from read_csv($folder || '/rows.csv', columns = {
        'id': 'varchar', 'direction': 'varchar', 'worse': 'varchar', 'tolerance': 'double', 'baseline': 'double',
        'decimals': 'int', 'form_1': 'varchar', 'value_1': 'double', 'upper_1': 'double', 'form_2': 'varchar',
        'value_2': 'double', 'upper_2': 'double'})
), standing_cells as (
    select *,
        case when later then form_2 else form_1 end as form,
        case when towards then baseline else start end as origin,
        (origin + (finish - origin) * case when towards then 4 / 5 else 2 / 3 end) * pow(10, decimals) as point,
        case when not (between_two or towards) then (case when later then value_2 else value_1 end)
            when direction = 'falling' then ceil(point - 1e-6) / pow(10, decimals)
            else floor(point + 1e-6) / pow(10, decimals) end as value,
        case when later then upper_2 else upper_1 end as upper,
        form = 'hold' as hold,
        form = 'hold' or (form = 'plain' and not directed) as about,
        case when hold then baseline else value end as centre,
        case when asked_2 then form_2 else form_1 end as form_last,
        case when directed and form_last in ('plain', '>=', '>', '<=', '<')
            then (case when asked_2 then value_2 else value_1 end) end as last_value,
        form_last in ('>=', '>') or (form_last = 'plain' and direction = 'rising') as upwards,
        asked_1 and not asked_2 as final
    from rows
), requirements as (
    select *,
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
    select requirements.*, now.value as a, baseline as b, surveyed, verdict,
        coalesce(low, high) is not null
            and (low is null or a > low or (a = low and op <> '>'))
            and (high is null or a < high or (a = high and op <> '<')) as met,
        case when upwards then a > last_value or (a = last_value and form_last <> '>')
            else a < last_value or (a = last_value and form_last <> '<') end as met_last,
        case when a < low or high is null then low when a > high or low is null then high else a end as nearest,
        case when nearest = 0 then 'infinity'::double else abs(a - nearest) / abs(nearest) end as shortfall,
        case when directed and not hold and (bound - b) * sign > 0 then (a - b) / (bound - b) end as pace,
        coalesce(b, past.first) as base,
        case form when 'rise' then 1 when 'fall' then -1 end as wished,
        (a - base) * wished as overall,
        (a - coalesce(past.last, base)) * wished as recent
    from requirements left join now using (id) left join past using (id)
)
select id, op, low, high, case
    when form = 'open' then (case verdict when 'met' then (case when final then 'achieved' else 'on_track' end)
        when 'missed' then 'behind' else 'target_pending' end)
    when nothing or surveyed = 0 then 'not_due'
    when a is null then 'no_data'
    when hold and b is null or wished is not null and base is null then 'no_reference'
    when final and wished is not null then
        (case when overall > 0 then 'achieved' when overall = 0 then 'behind' else 'regressed' end)
    when overall > 0 then (case when recent < 0 then 'slightly_behind' else 'on_track' end)
    when wished is not null then
        (case when recent > 0 then 'slightly_behind' when overall = 0 then 'behind' else 'regressed' end)
    when met and (final or met_last and (last_value - coalesce(b, bound)) * sign > 0) then 'achieved'
    when met then 'on_track'
    when (b - a) * sign > 0 and shortfall > 0.01 + 1e-9 and directed and not hold then 'regressed'
    when shortfall <= 0.01 + 1e-9 then 'slightly_behind'
    when pace >= 0.6 - 1e-9 and shortfall <= 0.1 + 1e-9 then 'slightly_behind'
    when pace is null and shortfall <= 0.05 + 1e-9 then 'slightly_behind'
    else 'behind' end as standing
from measured
"""


def main(folder: Path) -> None:
    found = duckdb.execute(QUERY, {"folder": folder.as_posix()}).fetchall()
    print(json.dumps([dict(zip(("id", "op", "low", "high", "standing"), row, strict=True)) for row in found]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
