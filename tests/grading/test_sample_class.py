"""The whole pipeline on the sample class: what every style and every accident is worth.

`expected/` beside this file is what a careful person would give. After a change that is meant,
`python tests/grading/test_sample_class.py OUT` writes it anew; read the difference before you keep
it.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from autograder.grading.grade import grade_class
from autograder.sandbox import choose_tier
from tests.conftest import sample_request

ROOT = Path(__file__).resolve().parents[2]
CLASS = ROOT / "tests" / "sample_class"
EXPECTED = Path(__file__).with_name("expected")


def outcome(folder):
    """Say what each function of each submission got, and which mistakes were named."""
    found = {}
    for path in sorted(folder.glob("reports/*/*.json")):
        report = json.loads(path.read_text("utf-8"))
        points, names = defaultdict(int), set()
        for check in report["checks"]:
            points[check["function"]] += check["points"]
            if check["diagnosis"]:
                names.add(check["diagnosis"]["name"])
        found[f"{report['student']}/{report['assignment']}"] = {
            "status": report["status"],
            "points": report["points"],
            "functions": dict(points),
            "named": sorted(names),
        }
    return found


def expected():
    """Return what is expected of each submission, all assignments together."""
    found = {}
    for path in sorted(EXPECTED.glob("*.json")):
        found |= json.loads(path.read_text("utf-8"))
    return found


def test_every_submission_gets_what_a_careful_person_would_give(sample_class):
    _, out = sample_class
    assert outcome(out) == expected()


def test_the_table_agrees_with_the_reports(sample_class):
    _, out = sample_class
    with (out / "grades.csv").open(encoding="utf-8") as file:
        rows = {(row["student"], row["assignment"]): row for row in csv.DictReader(file)}
    assert {"/".join(key): (int(r["points"]), r["status"]) for key, r in rows.items()} == {
        key: (value["points"], value["status"]) for key, value in expected().items()
    }


def test_every_student_has_a_page_and_the_class_page_links_to_it(sample_class):
    _, out = sample_class
    index = (out / "index.html").read_text("utf-8")
    for student in (path.name for path in CLASS.iterdir() if path.is_dir()):
        assert (out / "students" / student / "index.html").is_file()
        assert f"students/{student}/index.html" in index


def test_nothing_secret_is_in_what_students_get(sample_class):
    """What shows a value of a hidden check stands in the instructor's folder only."""
    _, out = sample_class
    for path in [*out.glob("reports/*/*.json"), *out.glob("students/*/*.html")]:
        text = path.read_text("utf-8")
        assert "solutions/" not in text
        assert "Traceback" not in text
    secrets = 0
    for path in out.glob("reports/*/*.json"):
        report = json.loads(path.read_text("utf-8"))
        private = json.loads((out / "private" / path.relative_to(out / "reports")).read_text())
        for check in report["checks"]:
            if check["hidden"] and check["status"] == "failed":
                known = private["details"][check["id"]].splitlines()
                telling = [line for line in known if re.search(r" is .*, expected | off by ", line)]
                secrets += len(telling)
                assert not set(telling) & set(check["message"].splitlines())
                example = check["example"] or {"arguments": []}
                shown = [a for a in example["arguments"] if a["shape"] is not None]
                assert all(argument["values"] is None for argument in shown)
    assert secrets > 20  # or this test has stopped looking at the right thing


def test_a_second_run_grades_nothing_again_and_changes_nothing(sample_class, tier):
    _, out = sample_class
    before = {path: path.read_bytes() for path in out.glob("reports/*/*.json")}
    again = grade_class(sample_request(out, tier))
    assert again.kept == again.plan.count
    assert {path: path.read_bytes() for path in out.glob("reports/*/*.json")} == before


def test_one_job_in_this_very_process_gives_the_same_grades(sample_class, tier, tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    _, out = sample_class
    alone = sample_request(tmp_path / "grades", tier, jobs=1, assignments=("03_padding",))
    grade_class(alone, make_executor=lambda: ThreadPoolExecutor(1))
    for key, value in outcome(tmp_path / "grades").items():
        assert outcome(out)[key] == value


def test_another_seed_asks_other_questions_and_gives_right_code_full_marks(tier, tmp_path):
    other = sample_request(
        tmp_path / "grades", tier, seed=7, assignments=("03_padding", "05_pooling")
    )
    grade_class(other)
    known = expected()
    for key, value in outcome(tmp_path / "grades").items():
        if known[key]["points"] == 100:
            assert value["points"] == 100, key


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    grade_class(sample_request(folder, choose_tier()))
    given = outcome(folder)
    for name in {key.split("/")[1] for key in given}:
        mine = {key: value for key, value in given.items() if key.endswith(f"/{name}")}
        text = json.dumps(mine, indent=1, ensure_ascii=False) + "\n"
        (EXPECTED / f"{name}.json").write_text(text, "utf-8")
