import run_sheet


def test_the_public_face_is_sorted_and_complete() -> None:
    assert run_sheet.__all__ == sorted(
        run_sheet.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name)
    )
    assert all(hasattr(run_sheet, name) for name in run_sheet.__all__)


def test_the_small_example_of_the_package_works() -> None:
    parsed = run_sheet.parse(b"gala: 1", name="616.yaml")
    assert parsed.sheet is None
    assert parsed.report()
