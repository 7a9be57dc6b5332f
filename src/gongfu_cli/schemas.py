"""JSON Schemas (2020-12) of the data files, made by pydantic from the same annotations that files are read by.

They are for editors, which read YAML with types: they accept what `gongfu check` accepts in families GF0 and GF1, and
leave to it what a schema cannot say.
"""

from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from gongfu_cli.model import Actuals, Departments, Document, IndicatorTable, Row
from gongfu_cli.reader import scalar_of, shape_of

_FILES: dict[str, tuple[type[Row], str]] = {
    "indicators": (IndicatorTable, "指标表 indicators.yaml"),
    "targets": (Document, "目标文件 targets_*.yaml"),
    "actuals": (Actuals, "实绩 actuals/YYYY.yaml"),
    "departments": (Departments, "部门名录 departments.yaml"),
}
NAMES = tuple(_FILES)


def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of file, by its name among NAMES."""
    kind, title = _FILES[name]
    made = _model(kind).model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"gongfu/{name}.schema.json",
        **made,
        "title": title,
    }


def _model(kind: type[Row]) -> type[BaseModel]:
    known, required = shape_of(kind)
    fields: dict[str, Any] = {
        name: (_annotation(each), ...)
        if name in required
        else (_annotation(each) | None, Field(default=None, json_schema_extra=_no_default))
        for name, each in known.items()
    }
    made: type[BaseModel] = create_model(kind.__name__, __config__=ConfigDict(extra="forbid"), **fields)
    made.__doc__ = kind.__doc__
    return made


def _no_default(field: dict[str, Any]) -> None:
    """What stands for a field that is left out is the program's business, not the editor's."""
    field.pop("default", None)


def _annotation(annotation: Any) -> Any:
    """The pydantic type that stands for an annotation of the models."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Row):
        shorthand = getattr(annotation, "shorthand", None)
        model = _model(annotation)
        return _annotation(shape_of(annotation).fields[shorthand]) | model if shorthand else model
    if origin is dict:
        return dict[str, _annotation(inner[1])]  # type: ignore[misc]
    if origin is tuple:
        ends = tuple(_annotation(each) for each in inner if each is not Ellipsis)
        return list[ends[0]] if inner[-1] is Ellipsis else tuple[ends]  # type: ignore[valid-type]
    if origin is Literal:
        return bool if inner == ("true", "false") else annotation
    return Annotated[Any, WithJsonSchema(dict(scalar_of(annotation).schema))]
