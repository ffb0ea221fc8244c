"""What a learner does on the page of a run: order valves, write into faceplates, tick, wait.

Every order is looked for in the journal on disk and given again if it did not arrive.
"""
import time

from journal import ACTION, read_journal
from person import wait_for

# Places at 1366 x 768 that no key reaches [px].
ASIDE = (1000, 756)
RUN, FREEZE = (520, 22), (587, 22)
SPEED = {1: (728, 22), 2: (761, 22), 5: (793, 22), 10: (828, 22), "fastest": (868, 22)}
ACKNOWLEDGE = (1137, 52)                                # above the word
ABOVE_WORD = 11                                         # on a button of the top bar
PAGES = {"plant": ("1", (300, 509)), "dcs": ("2", (1015, 300)), "field": ("5", (660, 129))}  # key, place that tells it
FIELD_SEARCH, FIELD_SEARCH_LEFT = (565, 129), 470
FIELD_ROW, ROW_PITCH = (300, 185), 28
FIELD_ORDERS = {"shut": (730, 187), "open": (884, 187), "entry": (962, 187), "breaker in": (924, 187)}
CARD_ORDERS = {"open": (909, 234), "run": (943, 286)}   # of the selected equipment on the 3D page
LOOPS = {"LIC101": (111, 368), "PIC101": (242, 176), "FIC101": (832, 224)}  # on the DCS page
SELECTION = 54                                          # from the middle of a loop to its frame when selected
PLATE_TITLE = (1100, 155)                               # where a faceplate opens beside the mimic
MODES = {"MAN": (1138, 198), "AUTO": (1219, 198), "CAS": (1300, 198)}
SP, OP, ENTRY_LEFT = (1216, 387), (1304, 387), -28
PV_BAR, PV_TOP, PV_BOTTOM = 1150, 235, 367
TICKS, TICK_LEFT, LIST_TOP, LIST_BOTTOM, BADGES = 1294, 1268, 170, 690, 1041
PROGRESS, PROGRESS_LEFT, PROGRESS_WIDTH = 123, 1028, 322
HAND_IN = (1304, 717)

# Colours of LOOK.md.
LIVE, ACCENT, SELECTED, FOCUS = 0x123F66, 0x0B5C8C, 0xD3E4EF, 0x2E9BDB
CHROME, CHROME_ON, PANEL, LINE2, DONE = 0x20272D, 0xE8EDF0, 0xF2F4F5, 0x87929A, 0x176A4E
GROUND = {"plant": 0xBFC6CB, "dcs": 0xD2D7DA, "field": 0xFFFFFF}


class TrainingPage:
    def __init__(self, person, folder):
        self.person, self.screen, self.folder = person, person.screen, folder

    # The run

    def records(self):
        return read_journal(self.folder)

    def now(self):
        """Simulated time [s] as far as the journal has it; a moment behind."""
        records = self.records()
        return records[-1].time if records else 0.0

    def is_frozen(self):
        return self.screen.pixel(FREEZE[0], ABOVE_WORD) == CHROME_ON

    def freeze(self, wanted=True):
        """By the space bar; by the button, which does no harm twice, where that was not seen."""
        def is_so():
            return self.is_frozen() == wanted
        if is_so() or self.person.try_to(lambda: self.person.press("space"), is_so):
            return
        for _ in range(10):
            if self.person.try_to(lambda: self.person.tap(FREEZE if wanted else RUN), is_so):
                return
        raise AssertionError("the run does not freeze or go on")

    def acknowledge(self):
        """F2, as often as the banner asks for it."""
        for _ in range(20):
            if self.screen.pixel(*ACKNOWLEDGE) != ACCENT:
                return
            self.person.key("F2")

    def set_speed(self, speed):
        x, y = SPEED[speed]
        for _ in range(10):
            if self.person.try_to(lambda: self.person.tap((x, y)), lambda: self.screen.pixel(x, ABOVE_WORD) == CHROME_ON):
                return
        raise AssertionError(f"speed {speed} cannot be chosen")

    def run_until(self, what, condition, speed=10, seconds=120):
        """Runs, acknowledging what alarms, until the learner sees `condition`; then freezes."""
        self.set_speed(speed)
        self.freeze(False)

        def seen():
            self.acknowledge()
            return condition()
        wait_for(what, seen, seconds)
        self.freeze()
        print(f"  {self.now():7.1f} s  {what}", flush=True)

    def run_for(self, duration, speed=10):
        begun = self.now()
        self.run_until(f"{duration} s more", lambda: self.now() >= begun + duration, speed)

    def dash(self, duration):
        """At least `duration` [s], as fast as the machine can: a minute or two too far."""
        end = self.now() + duration
        self.set_speed("fastest")
        self.freeze(False)
        wait_for("the time to pass", lambda: self.now() >= end, 30, pause=0.01)
        self.freeze()
        print(f"  {self.now():7.1f} s  as fast as it can", flush=True)

    def is_open(self, name):
        return self.screen.pixel(*PAGES[name][1]) == GROUND[name]

    def open(self, name):
        """Turns to a page; faceplates are closed before, they would cover the orders in the field."""
        for _ in range(20):
            if name != "dcs" and self.is_open("dcs") and self.has_plate():
                self.person.key("Escape")
            elif self.is_open(name) or self.person.try_to(lambda: self.person.press(PAGES[name][0], "ctrl"),
                                                          lambda: self.is_open(name)):
                return
        raise AssertionError(f"the {name} page does not open")

    # Orders

    def give(self, tag, value, gestures):
        """Makes the gestures until the journal has the order."""
        before = len(self.records())

        def is_there():
            return any(r.kind == ACTION and r.tag == tag and abs(r.value - value) <= 1e-3 * max(1.0, abs(value))
                       for r in self.records()[before:])
        for _ in range(8):
            gestures()
            end = time.monotonic() + 1.0 + 4 * self.person.patience
            while time.monotonic() < end:
                if is_there():
                    return
                time.sleep(0.02)
        raise AssertionError(f"{tag} could not be set to {value}")

    def enter(self, field, left, text):
        """Writes into a field once its old text, which begins at `left`, is selected: letters typed before are lost."""
        self.person.click(field)
        end = time.monotonic() + 0.5 + 2 * self.person.patience  # an empty field shows nothing
        while time.monotonic() < end and SELECTED not in [self.screen.pixel(left + k, field[1] - 6) for k in range(16)]:
            time.sleep(0.02)
        self.person.type(text)
        self.person.key("Return")

    def choose(self, search, found):
        """Selects the first of the `found` rows that the field page shows for `search`."""
        def is_row(k):
            return self.screen.pixel(FIELD_ROW[0], FIELD_ROW[1] + k * ROW_PITCH + 10) != PANEL

        def is_chosen():
            return self.screen.pixel(8, FIELD_ROW[1]) == ACCENT and is_row(found - 1) and not is_row(found)
        for _ in range(8):
            self.open("field")
            self.enter(FIELD_SEARCH, FIELD_SEARCH_LEFT, search)
            if self.person.try_to(lambda: self.person.tap(FIELD_ROW), is_chosen):
                self.person.rest()
                return
        raise AssertionError(f"{search} is not on the field page")

    def valve(self, tag, percent):
        """Turns a hand valve on the field page."""
        place = FIELD_ORDERS[{0: "shut", 100: "open"}.get(percent, "entry")]

        def turn():
            self.choose(tag, 1)
            if percent in (0, 100):
                self.person.tap(place)
            else:
                self.enter(place, place[0] + ENTRY_LEFT, str(percent))
        self.give(tag + ".POS", percent / 100, turn)

    def put_breaker_in(self, pump, search, found):
        self.choose(search, found)
        self.give(pump + ".BREAKER", 1, lambda: self.person.tap(FIELD_ORDERS["breaker in"]))

    def order_on_card(self, tag, value, search, found, button):
        """Selects an equipment on the field page and operates it on its card beside the 3D picture."""
        self.choose(search, found)
        self.open("plant")
        self.give(tag, value, lambda: self.person.tap(CARD_ORDERS[button]))

    # Faceplates

    def faceplate(self, loop):
        """Brings the faceplate of a loop to the front, beside the mimic."""
        for attempt in range(24):
            self.open("dcs")
            self.person.do("mousemove", *ASIDE)  # what the mouse is on has a frame too
            self.person.rest()
            if self.shows_plate_of(loop):
                return
            if self.has_plate():
                self.person.key("Tab" if self.is_plate_of_loop() else "Escape")
            elif attempt % 4 < 2:  # frames slower than the pace take two clicks for one
                self.person.do("mousemove", *LOOPS[loop], "sleep", 0.05, "click", "--repeat", 2, "--delay", 110 + 50 * (attempt % 4), 1)
                self.person.rest()
            else:
                self.person.click(LOOPS[loop])
                for keys in (("Tab",), ("Tab", "shift"), ("Return",)):
                    self.person.key(*keys)
        raise AssertionError(f"no faceplate of {loop}")

    def has_plate(self):
        return self.screen.pixel(*PLATE_TITLE) == CHROME

    def is_plate_of_loop(self):
        """One of its modes is chosen."""
        return self.has_plate() and SELECTED in [self.screen.pixel(x - 30, y - 8) for x, y in MODES.values()]

    def shows_plate_of(self, loop):
        """The loop in front is selected on the mimic; the frame of the keyboard's focus hides that of its own."""
        def is_framed(name, colours):
            x, y = LOOPS[name]
            return any(self.screen.pixel(x - SELECTION - k, y + 8) in colours for k in range(4))
        others = [name for name in LOOPS if name != loop]
        return self.is_plate_of_loop() and is_framed(loop, {ACCENT, FOCUS}) and not any(is_framed(name, {ACCENT}) for name in others)

    def write(self, loop, port, shown, value):
        """Writes what `shown` says into SP or OP of the faceplate in front."""
        field = SP if port == "SP" else OP
        self.give(f"{loop}.{port}", value, lambda: self.enter(field, field[0] + ENTRY_LEFT, shown))

    def set_mode(self, loop, mode):
        self.give(f"{loop}.MODE", {"MAN": 0, "AUTO": 1}[mode], lambda: self.person.tap(MODES[mode]))

    def pv(self):
        """What the bar of the faceplate in front shows, as a share of its range."""
        column = self.screen.column(PV_BAR, PV_TOP, PV_BOTTOM)
        return column.count(LIVE) / len(column)

    # The procedure

    def tick(self, tag):
        """Ticks the first item of the active card that waits; it must be `tag`."""
        def gesture():
            column = self.screen.column(TICK_LEFT, LIST_TOP, LIST_BOTTOM)
            lines = [LIST_TOP + k for k, colour in enumerate(column) if colour == LINE2]
            buttons = [y + 12 for y in lines if y + 24 in lines]  # "Locate" is 26 high
            if buttons:
                self.person.tap((TICKS, buttons[0]))
        self.give(tag + ".VALUE", 1, gesture)

    def steps_done(self, all_steps):
        """As the bar above the procedure shows it."""
        bar = [self.screen.pixel(PROGRESS_LEFT + k, PROGRESS) for k in range(PROGRESS_WIDTH)]
        return round(bar.count(DONE) / PROGRESS_WIDTH * all_steps)

    def first_condition_holds(self):
        """Whether the topmost condition of the active card has its check mark (below the card's triangle)."""
        column = self.screen.column(BADGES, LIST_TOP, LIST_BOTTOM)
        card = next((k for k in range(len(column) - 4) if set(column[k:k + 4]) == {ACCENT}), len(column))
        return next((colour == DONE for colour in column[card + 8:] if colour in (DONE, ACCENT)), False)
