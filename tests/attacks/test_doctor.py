"""`autograder doctor` tells what a machine can do, why it can't do more, and what to change."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator

import pytest

from autograder.render.machine import WIDTH, machine_report
from autograder.sandbox import Tier, choose_tier
from autograder.sandbox.doctor import examine_machine
from autograder.sandbox.restrictions import Reason, Signs, container, reason
from tests.attacks.walls import Place, Walls

# Who asks, on a machine that denies what; the exit status, and words that must be there.
ORDINARY, ROOT = False, True
WHERE = "Docker" if container() == "Docker" else "seccomp filter"
MACHINES: dict[str, tuple[bool, str, int, tuple[str, ...]]] = {
    "plain": (ROOT, "", 0, ("ns works, and is taken", "ll works", "grade takes ns")),
    "plain, ordinary": (ORDINARY, "", 0, ("ns works, and is taken", "as the same user")),
    "docker": (
        ROOT, "docker", 0,
        ("ns does not work: the zygote could not be set up", "unshare: Operation not permitted",
         f"why: {WHERE}", "forbids namespaces", "ll works, and is taken", "grade takes ll"),
    ),
    "old docker": (
        ORDINARY, "old-docker", 1,
        ("ns does not work", "ll does not work", "before Landlock" if WHERE == "Docker" else
         "forbids Landlock", "rlimits works; weaker, only by --sandbox rlimits",
         "No wall can be put up that is taken by default"),
    ),
    "ubuntu": (
        ROOT, "mounts,ubuntu", 0,
        ("mount /: Permission denied", "Ubuntu's AppArmor lets only programs with a profile",
         "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0", "ll works, and is taken"),
    ),
    "landlock off": (
        ROOT, "landlock-at-boot", 1,
        ("Landlock is not switched on", "boot with lsm=landlock", "seccomp works; weaker"),
    ),
    "root of nothing": (
        ORDINARY, "one-user", 1,
        ("no unprivileged uid to change to", "root is an ordinary user here"),
    ),
    "no more namespaces": (
        ORDINARY, "quota", 0,
        ("unshare: No space left on device", "user.max_user_namespaces is 0",
         "sysctl -w user.max_user_namespaces", "grade takes ll"),
    ),
    "hidden processes": (
        ORDINARY, "hidepid", 0,
        ("ns works, and is taken", "/proc hides processes (hidepid)", "remount,hidepid=0"),
    ),
}  # fmt: skip
NEED_ROOT = {"ubuntu", "hidden processes"}


@pytest.fixture(scope="module")
def asked(walls: Walls) -> Iterator[dict[str, subprocess.Popen[str]]]:
    """Ask on all machines at once; each is another process behind another filter."""
    running = {}
    for name, (root, denied, _, _) in MACHINES.items():
        if os.geteuid() != 0 and (root or name in NEED_ROOT):
            continue
        command, kit = walls.command(Place(root=root, tier="ns", denied=denied))
        running[name] = subprocess.Popen(
            [*command, "-m", "autograder", "doctor"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            cwd=kit.root, env=kit.environment,
        )  # fmt: skip
    yield running
    for process in running.values():
        with process:
            process.kill()


@pytest.mark.parametrize("name", MACHINES)
def test_what_a_machine_denies_is_found_and_named(
    asked: dict[str, subprocess.Popen[str]], walls: Walls, name: str
) -> None:
    """By doing it there; exit status 1 only where no tier is taken by default."""
    if name not in asked:
        pytest.skip(f"THE DOCTOR IS NOT TESTED on {name!r}: run the tests as root")
    root, _, status, words = MACHINES[name]
    if walls.lacks(Place(root=root, tier="ns")):
        pytest.skip(f"THE DOCTOR IS NOT TESTED on {name!r}: nothing is left to deny here")
    said = asked[name].communicate()[0]
    assert asked[name].returncode == status, said
    plain = " ".join(said.split())
    assert [word for word in words if word not in plain] == [], said
    assert "Traceback" not in said
    assert all(len(line) <= WIDTH for line in said.splitlines())
    assert len(said.splitlines()) <= 40


def test_the_examination_is_a_frozen_result_and_a_pure_renderer() -> None:
    """Usable from Python; what it finds is what grading takes."""
    found = examine_machine()
    assert found.taken is choose_tier()
    assert [trial.tier for trial in found.trials] == list(Tier)
    assert machine_report(found) == machine_report(found)
    with pytest.raises(AttributeError):
        found.trials = ()  # type: ignore[misc]


def fault(number: int, step: str) -> str:
    """Return what a trial says of a failed step."""
    return f"the zygote could not be set up: {OSError(number, f'{step}: why ever')}"


NEW, OLD = (6, 8), (5, 4)
# What can't be made so on this machine: signs, a failed step, and words of the reason.
REASONS = (
    (Signs(NEW), errno.EPERM, "unshare", "user namespaces are forbidden here"),
    (Signs(NEW, filtered=True), errno.EPERM, "unshare", "a container's or service's seccomp"),
    (Signs(NEW, "Podman", filtered=True), errno.EPERM, "unshare", "Podman's seccomp filter"),
    (Signs(NEW, "Docker", filtered=True), errno.EPERM, "unshare", "Docker's default seccomp"),
    (Signs(NEW, "Docker"), errno.EACCES, "mount /", "Docker's AppArmor profile"),
    (Signs(NEW, apparmor=1), errno.EPERM, "uid_map", "Ubuntu's AppArmor"),
    (Signs(NEW, apparmor=0), errno.EPERM, "uid_map", "has no rights"),
    (Signs(NEW, unprivileged=0), errno.EPERM, "unshare", "unprivileged_userns_clone is 0"),
    (Signs(NEW, namespaces=0), errno.ENOSPC, "unshare", "max_user_namespaces is 0"),
    (Signs(NEW), errno.EINVAL, "unshare", "this kernel has no user namespaces"),
    (Signs(OLD), errno.ENOSYS, "Landlock", "Linux 5.4 has no Landlock"),
    (Signs(NEW), errno.ENOSYS, "Landlock", "built without Landlock"),
    (Signs(NEW, modules=("yama", "bpf")), errno.ENOSYS, "Landlock", "not switched on"),
    (Signs(NEW), errno.EOPNOTSUPP, "Landlock", "not switched on"),
    (Signs(NEW, filtered=True), errno.EPERM, "landlock_restrict_self", "forbids Landlock"),
)


@pytest.mark.parametrize(("seen", "number", "step", "words"), REASONS)
def test_each_known_cause_has_a_name(seen: Signs, number: int, step: str, words: str) -> None:
    """Told by the step that failed and by the machine's signs together."""
    assert words in reason(fault(number, step), seen).why


def test_what_is_not_known_is_not_guessed() -> None:
    """The fault itself is shown in any case."""
    assert reason("the zygote does not answer: timed out", Signs(NEW)) == Reason()


def test_a_tier_that_is_named_and_denied_says_why(walls: Walls) -> None:
    """`--sandbox ns` never becomes another tier; the message is the doctor's."""
    command, kit = walls.command(Place(root=os.geteuid() == 0, tier="ns", denied="docker"))
    code = "from autograder.sandbox import choose_tier; print(choose_tier()); choose_tier('ns')"
    done = subprocess.run(
        [*command, "-c", code], capture_output=True, text=True, check=False,
        cwd=kit.root, env=kit.environment,
    )  # fmt: skip
    assert done.stdout == "ll\n"
    assert "SandboxUnavailable" in done.stderr
    assert "forbids namespaces" in done.stderr
    assert "`autograder doctor` says more" in done.stderr
