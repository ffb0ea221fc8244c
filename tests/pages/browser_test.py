#!/usr/bin/env python3
"""Fills a library and has a real Chromium open its pages (browser/look.mjs).

usage: browser_test.py <folder of the programs> <source folder> <build folder> [learners a school]
Pictures to look at are left in <build folder>/tests/pages/pictures.
"""
import json
import os
import pathlib
import subprocess
import sys

from filled_library import SCHOOLS, FilledLibrary


def add_people(library):
    """Start passwords of a teacher, an administrator, the alliance's office; learners come with the class."""
    people = {}
    for who, role, name in (("teacher", "teacher", "周老师"), ("administrator", "school-administrator", "吴主任"),
                            ("office", "alliance-office", "联盟办公室")):
        school = "" if who == "office" else SCHOOLS[0][0]
        of_school = ["--school", school] if school else []
        said = library.library("admin", "add-person", who, "--name", name, "--role", role, *of_school)
        people[who] = {"school": school, "login": who, "password": said.split()[-1]}
    return people


def learner(library):
    number, name = library.people[SCHOOLS[0][0]][0]
    said = library.library("admin", "add-person", number, "--name", name, "--role", "learner", "--school", SCHOOLS[0][0])
    return {"school": SCHOOLS[0][0], "login": number, "password": said.split()[-1]}


def make_plan(library, pictures):
    school, attempt = library.sent[0]
    receipt = library.ask(f"/api/attempts/{attempt}/receipt", school)
    digest = json.loads(json.loads(receipt)["leaf"])["pack_digest"]
    asked = f"class={{class}}&digest={digest}&exercise={library.exercise}"
    pack = f"/packs/{SCHOOLS[1][0]}/box-transfer"
    everybody = [("catalogue", "/"), ("pack", pack), ("receipt", "/receipt"), ("courses", "/courses"), ("login", "/login")]
    signed_in = [("results", "/results", "teacher"), ("class", f"/results/class?{asked}", "teacher"),
                 ("attempt", f"/results/attempts/{attempt}", "teacher"), ("own", "/results", "learner"),
                 ("report", "/reports?month=2026-11", "teacher"), ("alliance", "/reports?month=2026-11", "office"),
                 ("arrivals", "/results/arrivals", "administrator"), ("course-editor", "/courses", "teacher"),
                 ("classes", "/people/classes", "teacher"), ("members", "/people/classes/{class}", "teacher"),
                 ("account", "/account", "teacher"), ("audit", "/audit", "administrator"),
                 ("people", "/people", "administrator")]
    everybody += [("used", "/?order=used"), ("names", "/?order=name")]
    on_paper = ("class", "attempt", "report", "alliance", "pack")
    visits = [{"name": name + ("-en" if language == "en" else ""), "path": path, "lang": language}
              for language in ("zh", "en") for name, path in everybody]
    visits += [{"name": name + ("-en" if language == "en" else ""), "path": path, "lang": language, "as": who}
               for language in ("zh", "en") for name, path, who in signed_in]
    for one in visits:
        one["prints"] = one["name"].removesuffix("-en") in on_paper
    class_name = "2026 级机电 1 班"
    people = {**add_people(library), "learner": learner(library)}
    names = [name for _, name in library.people[SCHOOLS[0][0]]] + ["周老师", "吴主任", "联盟办公室", "临淄职业教育实践共同体",
                                                                  "临淄职业教育联盟", class_name, "化工与机电入门", "先认识输送线，再开离心泵。"]
    lines = "".join(f"{number},{name}\n" for number, name in library.people[SCHOOLS[0][0]])
    return {"address": library.address, "pictures": str(pictures), "people": people, "names": names,
            "course": {"as": "teacher", "packs": len(library.packs)},
            "class": {"teacher": "teacher", "name": class_name, "list": "学号,姓名\n" + lines}, "visits": visits,
            "downloads": [{"as": "teacher", "path": f"/results/class.{ending}?{asked}"} for ending in ("csv", "xlsx", "json")] +
                         [{"as": "office", "path": f"/reports/month.{ending}?month=2026-11"} for ending in ("csv", "xlsx")] +
                         [{"as": "learner", "path": f"/results/attempts/{attempt}/receipt"}],
            "keyboard": {"words": "箱体", "pack": pack, "receipt": receipt}}


def main(programs, source, build, learners=6):
    here = pathlib.Path(__file__).parent
    modules = (pathlib.Path(build) / "node/browser").resolve()
    subprocess.run([pathlib.Path(source) / "tools/library/pages/fetch_scripts", here / "browser", modules], check=True)
    library = FilledLibrary(programs, source, int(learners), packs=("manufacturing/box-transfer", "chemical/centrifugal-pump"),
                            first_publisher=1)
    try:
        library.fill()
        plan = library.folder / "plan.json"
        plan.write_text(json.dumps(make_plan(library, pathlib.Path(build) / "tests/pages/pictures")))
        return subprocess.run(["node", here / "browser/look.mjs", plan], env={**os.environ, "JIXIA_NODE_FOLDER": str(modules)},
                              timeout=800).returncode
    finally:
        library.remove()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
