"""JSON Schemas (2020-12) of the data files, made by pydantic from the same annotations that files are read by.

They are for editors, which read YAML with types: they accept what `gongfu check` accepts in families GF0 and GF1, and
leave to it what a schema cannot say. Two things only they want otherwise: nothing at all for an empty text in quotes,
and quotes around a text that YAML takes for true, false or null.
"""

from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, create_model
from pydantic.json_schema import GenerateJsonSchema

from gongfu_cli.book import hover
from gongfu_cli.book.model import Actuals, Departments, Document, IndicatorTable, Row
from gongfu_cli.book.reader import scalar_of, shape_of
from gongfu_cli.language.phrase import Phrase

_FILES: dict[str, type[Row]] = {
    "indicators": IndicatorTable,
    "targets": Document,
    "actuals": Actuals,
    "departments": Departments,
}
NAMES = tuple(_FILES)


def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of file, by its name among NAMES."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"gongfu {name}",
        **_model(_FILES[name]).model_json_schema(schema_generator=_Generator),
    }


class _Generator(GenerateJsonSchema):
    """No titles made of the names of fields, and `null` as one more type: that is how editors say least."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        inner = self.generate_inner(schema["schema"])
        if "enum" in inner:
            return {"enum": [*inner["enum"], None]}
        if "type" not in inner:
            return {"anyOf": [inner, {"type": "null"}]}
        types = inner["type"] if isinstance(inner["type"], list) else [inner["type"]]
        return inner | {"type": types if "null" in types else [*types, "null"]}


def _model(kind: type[Row]) -> type[BaseModel]:
    known, required = shape_of(kind)
    fields: dict[str, Any] = {}
    for name, each in known.items():
        about = _bilingual(hover.FIELDS[kind][name])
        annotation = _annotation(each)
        fields[name] = (
            (annotation, Field(description=about))
            if name in required
            else (annotation | None, Field(default=None, description=about, json_schema_extra=_no_default))
        )
    config = ConfigDict(extra="forbid", json_schema_extra=lambda made: made.pop("title", None))
    made: type[BaseModel] = create_model(kind.__name__, __config__=config, **fields)
    made.__doc__ = _bilingual(hover.ROWS[kind])
    return made


def _bilingual(phrase: Phrase) -> str:
    return f"{phrase.zh}\n\n{phrase.en}"


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
        names = Field(json_schema_extra={"propertyNames": dict(scalar_of(inner[0]).schema)})
        return Annotated[dict[str, _annotation(inner[1])], names] | None  # type: ignore[misc]
    if origin is tuple:
        ends = tuple(_annotation(each) for each in inner if each is not Ellipsis)
        return list[ends[0]] if inner[-1] is Ellipsis else tuple[ends]  # type: ignore[valid-type]
    if origin is Literal:
        # `true` and `false` are no texts to an editor, unless they are in quotes.
        switch = {"type": ["boolean", "string"], "pattern": "^(?:true|false)$"}
        return Annotated[Any, WithJsonSchema(switch)] if inner == ("true", "false") else annotation
    return Annotated[Any, WithJsonSchema(dict(scalar_of(annotation).schema))]
