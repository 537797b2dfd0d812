import inspect

import gala.client


def test_the_public_face_is_sorted_and_complete() -> None:
    assert gala.client.__all__ == sorted(gala.client.__all__)
    here = {
        name
        for name, value in vars(gala.client).items()
        if not name.startswith("_") and name != "annotations" and not inspect.ismodule(value)
    }
    assert here == set(gala.client.__all__)


def test_everything_public_says_what_it_promises() -> None:
    for name in gala.client.__all__:
        value = getattr(gala.client, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert value.__doc__, name
            assert not value.__doc__.startswith(f"{name}("), f"{name}: the dataclass wrote it"
