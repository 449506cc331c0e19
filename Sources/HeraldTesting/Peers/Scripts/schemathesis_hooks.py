"""What schemathesis has to be told of herald: how lines of JSON are sent, and which things there are."""
import json
import os
import uuid
import zlib

import schemathesis

# Values of path parameters that name something which is there, by the beginning of the path.
THINGS = json.loads(os.environ["THINGS"])


@schemathesis.serializer("application/x-ndjson")
def lines(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def before_load_schema(ctx, schema):
    """Answers must have nothing that is not described, though clients are not promised as much."""
    for component in schema["components"]["schemas"].values():
        close(component)
    for path in schema["paths"].values():
        for operation in path.values():
            for answer in operation["responses"].values():
                for content in answer.get("content", {}).values():
                    close(content.get("schema", {}))


def close(schema):
    if "properties" in schema:
        schema["additionalProperties"] = False
        for member in schema["properties"].values():
            close(member)
    for alternative in schema.get("anyOf", []):
        close(alternative)
    close(schema["items"]) if "items" in schema else None


@schemathesis.hook
def map_path_parameters(ctx, parameters):
    """Every second right request is for something that is there."""
    path = ctx.operation.path
    thing = next((thing for start, thing in THINGS.items() if path.startswith(start)), None)
    if not parameters or thing is None or not all(is_right(name, value) for name, value in parameters.items()):
        return parameters
    if zlib.crc32(repr(sorted(parameters.items())).encode()) % 2:
        parameters = {name: thing[name] for name in parameters}
    return parameters


def is_right(name, value):
    if not isinstance(value, str) or not value or "\0" in value:
        return False
    try:
        return name != "id" or bool(uuid.UUID(value))
    except ValueError:
        return False
