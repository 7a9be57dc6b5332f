"""JSON Schemas (2020-12) of the data files, made by pydantic from the models that read them.

They are for editors, which read YAML with types: they accept what `gongfu check` accepts in families GF0 and GF1, and
leave to it what a schema cannot say. Two things only they want otherwise: nothing at all for an empty text in quotes,
and quotes around a text that YAML takes for true, false or null.
"""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from gongfu_cli.book.model import Actuals, Departments, Document, IndicatorTable
from gongfu_cli.book.row import Row

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
        **_FILES[name].model_json_schema(schema_generator=_Generator),
    }


class _Generator(GenerateJsonSchema):
    """What an editor wants otherwise than pydantic: no titles made of the names of fields, no defaults, `null` as one
    more type, and nothing written where a field may be left out or a mapping may be empty."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.nullable_schema(schema)

    def dict_schema(self, schema: Any) -> dict[str, Any]:
        names, values = (self.generate_inner(schema[part]) for part in ("keys_schema", "values_schema"))
        return {"additionalProperties": values, "propertyNames": names, "type": ["object", "null"]}

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        inner = self.generate_inner(schema["schema"])
        if "enum" in inner:
            return {"enum": list(dict.fromkeys([*inner["enum"], None]))}
        if "type" not in inner:
            return inner if {"type": "null"} in inner.get("anyOf", ()) else {"anyOf": [inner, {"type": "null"}]}
        types = inner["type"] if isinstance(inner["type"], list) else [inner["type"]]
        return inner | {"type": types if "null" in types else [*types, "null"]}
