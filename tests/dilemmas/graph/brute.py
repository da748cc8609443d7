"""What the checks should find, by trying every state one by one. Slow, plain, for small stories."""

from dilemmas.graph import Scene, Story

State = tuple[str, frozenset[str]]


class Tried:
    """Every state of a story from its starts, and what is so of them."""

    def __init__(self, story: Story) -> None:
        self.scenes = {scene.key: scene for scene in story.scenes}
        self.order = list(self.scenes)
        self.known = story.flags
        self.turned_on = {
            flag
            for scene in story.scenes
            for choice in scene.ways_on
            for flag, on in {s.flag: s.on for s in choice.sets}.items()
            if on
        }
        self.states: set[State] = set()
        waiting = [(one.key, frozenset()) for one in story.scenes if one.is_start]
        while waiting:
            state = waiting.pop()
            if state not in self.states:
                self.states.add(state)
                waiting += self.next_to(state)

    def mended(self, choice):
        """A condition without what is a fault of the flags, which is told as such."""
        both = {s.flag for s in choice.condition if s.on} & {
            s.flag for s in choice.condition if not s.on
        }
        return [
            s
            for s in choice.condition
            if s.flag in self.known
            and s.flag not in both
            and not (s.on and s.flag not in self.turned_on)
        ]

    def offered(self, state: State) -> list:
        key, flags = state
        return [
            choice
            for choice in self.scenes[key].ways_on
            if all((s.flag in flags) == s.on for s in self.mended(choice))
        ]

    def next_to(self, state: State) -> list[State]:
        found = []
        for choice in self.offered(state):
            flags = set(state[1])
            for s in choice.sets:
                (flags.add if s.on else flags.discard)(s.flag)
            if choice.target in self.scenes:
                found.append((choice.target, frozenset(flags)))
        return found

    def reached(self) -> set[str]:
        return {key for key, _flags in self.states}

    def stuck(self) -> set[str]:
        return {
            state[0]
            for state in self.states
            if self.scenes[state[0]].ways_on and not self.offered(state)
        }

    def never_offered(self) -> set[tuple[str, str]]:
        met = {
            (state[0], choice.key)
            for state in self.states
            for choice in self.offered(state)
        }
        return {
            (key, choice.key)
            for key in self.reached()
            for choice in self.scenes[key].ways_on
        } - met

    def traps_without_conditions(self) -> set[str]:
        """The first scene of each loop of scenes that nothing leaves."""
        onward = {
            key: {c.target for c in scene.ways_on if c.target in self.scenes}
            for key, scene in self.scenes.items()
        }
        faulty = {key for key, scene in self.scenes.items() if self.ends(scene)}
        loops = {closed(key, onward) for key in self.scenes}
        return {
            min(loop, key=self.order.index)
            for loop in loops
            if not loop & faulty and all(closed(key, onward) == loop for key in loop)
        }

    def ends(self, scene: Scene) -> bool:
        """Whether a road ends here: an ending, no choice, or a link that is broken."""
        return not scene.ways_on or any(
            choice.target not in self.scenes for choice in scene.ways_on
        )

    def traps(self) -> set[str]:
        """The first scene of each loop that only conditions close."""
        plain = self.traps_without_conditions()
        told = {
            key
            for key in self.scenes
            for first in plain
            if first in self.walk(key) and key in self.walk(first)
        }
        next_to = {state: set(self.next_to(state)) for state in self.states}
        caught = {
            state
            for state in self.states
            if not any(self.is_out(one, told) for one in closed(state, next_to))
        }
        onward = {key: set() for key, _flags in caught}
        for key, flags in caught:
            onward[key] |= {target for target, _flags in next_to[key, flags]}
        loops = {closed(key, onward) for key in onward}
        return {
            min(loop, key=self.order.index)
            for loop in loops
            if all(closed(key, onward) == loop for key in loop)
        }

    def is_out(self, state: State, told: set[str]) -> bool:
        offered = self.offered(state)
        return (
            state[0] in told
            or not offered
            or any(choice.target not in self.scenes for choice in offered)
        )

    def walk(self, key: str) -> frozenset[str]:
        onward = {
            one: {c.target for c in scene.ways_on if c.target in self.scenes}
            for one, scene in self.scenes.items()
        }
        return closed(key, onward)


def closed(first, onward) -> frozenset:
    """``first`` and all that it leads to."""
    found, waiting = set(), [first]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += onward[one]
    return frozenset(found)
