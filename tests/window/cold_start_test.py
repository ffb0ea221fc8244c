#!/usr/bin/env python3
"""A learner starts the pump unit from cold in the real window, from the start page to the debrief.

usage: cold_start_test.py <folder of the programs> <folder for screenshots> [zh|en]
Only mouse and keys, under Xvfb. What to do and when is operators/cold-start/expert.yaml; the learner
freezes the run to give orders and sees values by the bars of the faceplates. The screenshots are for people.
"""
import json
import sys
import time

from journal import ACTION
from person import Person, wait_for
from training_page import HAND_IN, TrainingPage

SEARCH_RESULT = (1176, 165)
CHECKS = ["CK_N2", "CK_FEED", "CK_AIR", "CK_SHUT", "CK_ROTATE", "CK_OIL"]
STEPS = 11
PRESSURE, LEVEL, FLOW = 10.0, 100.0, 30000.0  # spans of the bars: atm(g), %, kg/h


def begin(person):
    person.find_window()
    time.sleep(1.5)
    person.look("01-start")
    person.key("f", "ctrl")
    time.sleep(0.5)
    person.type("lyf")
    person.key("Return")
    person.click(SEARCH_RESULT)
    page = TrainingPage(person, person.begin(lambda: person.press("Return")))
    wait_for("the training page, frozen", page.is_frozen)
    time.sleep(1)
    return page


def wait_for_steps(page, count, speed=10):
    page.open("field")
    page.run_until(f"{count} of {STEPS} steps done", lambda: page.steps_done(STEPS) >= count, speed)


def check(page):
    page.acknowledge()
    page.person.look("02-training")
    for tag in CHECKS:
        page.tick(tag)
    page.person.rest()
    page.person.look("03-checks")
    wait_for_steps(page, 1, speed=1)


def think_better_of_handing_in(page):
    page.person.click(HAND_IN)
    page.person.look("04-hand-in")
    page.person.key("Escape")


def purge(page):
    for tag in ("HV101", "HV107", "HV108"):
        page.valve(tag, 100)
    page.person.look("05-field")
    for cycle in (1, 2):
        page.valve("HV103", 100)
        page.faceplate("PIC101")
        page.write("PIC101", "OP", "100", 1.0)
        page.run_until("V101 at 4.3 atm(g)", lambda: page.pv() * PRESSURE >= 4.3)
        page.person.look(f"06-charged-{cycle}")
        page.write("PIC101", "OP", "0", 0.0)
        page.valve("HV103", 0)
        if cycle == 2:
            line_up(page)
        page.faceplate("PIC101")
        page.dash(60)
        page.run_until("V101 nearly vented", lambda: page.pv() * PRESSURE <= 0.25)
        page.run_for(25)
    page.write("PIC101", "OP", "50", 0.5)


def line_up(page):
    for tag in ("HV131", "HV132", "HV134", "HV104", "HV105"):
        page.valve(tag, 100)
    page.put_breaker_in("P101A", "BREAKER", found=2)
    page.person.look("07-line-up")


def fill(page):
    page.faceplate("LIC101")
    page.write("LIC101", "OP", "55", 0.55)
    page.dash(150)
    page.run_until("V101 at 40 %", lambda: page.pv() * LEVEL >= 40)
    page.person.look("08-fill")
    page.faceplate("PIC101")
    page.write("PIC101", "OP", "100", 1.0)
    page.faceplate("LIC101")
    page.run_until("V101 at 48.5 %", lambda: page.pv() * LEVEL >= 48.4)
    page.write("LIC101", "OP", "5", 0.05)
    page.run_for(8, speed=5)
    page.set_mode("LIC101", "AUTO")
    page.write("LIC101", "SP", "50", 0.5)
    page.person.look("09-level")


def pressurise(page):
    page.valve("HV103", 50)
    page.faceplate("PIC101")
    page.run_until("V101 at 4.4 atm(g)", lambda: page.pv() * PRESSURE >= 4.38)
    page.valve("HV103", 0)
    page.faceplate("PIC101")
    page.run_until("V101 at 4.95 atm(g)", lambda: page.pv() * PRESSURE >= 4.92)
    page.write("PIC101", "OP", "50", 0.5)
    page.set_mode("PIC101", "AUTO")
    page.write("PIC101", "SP", "5.00", 6 * 101325)  # absolute [Pa]
    page.person.look("10-pressure")
    wait_for_steps(page, 6)


def prime(page):
    page.order_on_card("HV111.POS", 1, "HV111", 1, "open")
    page.person.look("11-card")
    page.run_for(20)
    page.valve("HV112", 100)
    page.run_until("P101A full of liquid", page.first_condition_holds, speed=1)
    page.person.look("12-primed")
    page.valve("HV112", 0)
    wait_for_steps(page, 7, speed=2)


def start(page):
    page.order_on_card("P101A.RUN", 1, "RUN", 2, "run")
    wait_for_steps(page, 8, speed=2)
    page.open("plant")
    time.sleep(1)
    page.person.look("13-started")


def load(page):
    page.valve("HV114", 100)
    page.faceplate("FIC101")
    page.write("FIC101", "OP", "30", 0.3)
    wait_for_steps(page, 9, speed=5)
    page.faceplate("FIC101")
    page.run_until("the load is raised", lambda: raise_output(page), seconds=60)
    page.faceplate("LIC101")
    page.set_mode("LIC101", "MAN")  # feed ahead of the load
    page.write("LIC101", "OP", "50", 0.5)
    page.faceplate("FIC101")
    page.run_until("20 t/h", lambda: page.pv() * FLOW >= 19300)
    page.set_mode("FIC101", "AUTO")
    page.write("FIC101", "SP", "20000", 20000 / 3600)
    page.person.look("14-load")
    page.faceplate("LIC101")
    page.run_for(5, speed=2)
    page.set_mode("LIC101", "AUTO")


def raise_output(page):
    """Page Up opens FV101 by 2 %, about every 5 s of the run."""
    page.person.key("Prior")
    time.sleep(0.35)
    return [r.value for r in page.records() if r.kind == ACTION and r.tag == "FIC101.OP"][-1] > 0.535


def report(page):
    page.open("field")
    page.dash(350)
    wait_for_steps(page, 10)
    page.tick("CK_REPORT")
    page.person.look("15-report")
    page.set_speed(10)
    page.freeze(False)


def debrief(person, folder):
    """The run ends by itself when the last step is done."""
    wait_for("the report", (folder / "report" / "report.pdf").exists)
    time.sleep(2)
    person.look("16-debrief")
    person.key("e", "ctrl")
    time.sleep(1)
    person.look("17-exported")
    return json.loads((folder / "score.json").read_text())


def main():
    begun = time.monotonic()
    with Person(sys.argv[1], sys.argv[2], *sys.argv[3:]) as person:
        page = begin(person)
        for part in (check, think_better_of_handing_in, purge, fill, pressurise, prime, start, load, report):
            part(page)
            print(f"{part.__name__}: {time.monotonic() - begun:.0f} s", flush=True)
        score = debrief(person, page.folder)
        lines = [(line["id"], line["state"], line["points"], line["max"]) for line in score["criteria"]]
        print(score["score"], lines)
        assert score["score"] >= 90, score["score"]
        assert all(state == "done" for _, state, _, _ in lines), lines
        actions = [record for record in page.records() if record.kind == ACTION]
        assert all(action.accepted for action in actions), [a for a in actions if not a.accepted]
        assert sum(action.tag.endswith(".ACK") for action in actions) >= 5, "alarms stay unacknowledged"
        replay = person.run("replay", page.folder, "--json")
        assert json.loads(replay.stdout)["verified"], replay.stdout
        assert (page.folder / "report" / "report.html").stat().st_size > 10_000
    print(f"ok after {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
