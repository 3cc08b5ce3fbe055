"""System call numbers: what a submission may call, and what it takes to confine one.

From the kernel's `unistd_64.h` (x86_64) and `asm-generic/unistd.h` (aarch64). A row is a name and
its number on each; `-` where the machine has no such call.
"""

from __future__ import annotations

import platform

MACHINES = ("x86_64", "aarch64")

# Reading and computing, files (where Landlock lets them), threads: what honest numpy code needs.
# No sockets, no new processes, no exec, no mounts; and none of chmod, utime and xattr,
# which Landlock doesn't cover.
ALLOWED = """
read 0 63, write 1 64, readv 19 65, writev 20 66, pread64 17 67, pwrite64 18 68, close 3 57,
close_range 436 436, lseek 8 62, fstat 5 80, newfstatat 262 79, stat 4 -, lstat 6 -, statx 332
291, access 21 -, faccessat 269 48, faccessat2 439 439, readlink 89 -, readlinkat 267 78, getcwd
79 17, chdir 80 49, fchdir 81 50, open 2 -, openat 257 56, getdents 78 -, getdents64 217 61, dup
32 23, dup2 33 -, dup3 292 24, flock 73 32, ftruncate 77 46, unlink
87 -, unlinkat 263 35, mkdir 83 -, mkdirat 258 34, rmdir 84 -, rename 82 -, renameat 264 38,
renameat2 316 276, umask 95 166, fsync 74 82, fdatasync 75 83, statfs 137 43, fstatfs 138 44, pipe
22 -, pipe2 293 59, sendfile 40 71, copy_file_range 326 285, fadvise64 221 223,
mmap 9 222, munmap 11 215, mprotect 10 226, mremap 25 216, madvise 28 233, brk 12 214, msync 26
227, mlock 149 228, munlock 150 229, get_mempolicy 239 236,
futex 202 98, futex_waitv 449 449, set_robust_list 273 99,
set_tid_address 218 96, rseq 334 293, membarrier 324 283, exit 60 93, exit_group 231 94,
restart_syscall 219 128, rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139,
rt_sigpending 127 136, rt_sigsuspend 130 133, rt_sigtimedwait 128 137, sigaltstack 131 132, alarm
37 -, setitimer 38 103, getitimer 36 102, pause 34 -,
sched_yield 24 124, sched_get_priority_max 146 125, sched_get_priority_min 147 126, getcpu 309 168,
nanosleep 35 101, gettimeofday 96 169, time 201 -, times 100 153, getrusage 98 165, getrlimit 97
163, uname 63 160, sysinfo 99 179, getrandom 318 278, getpid 39 172, gettid 186 178, getppid 110
173, getuid 102 174, geteuid 107 175, getgid 104 176, getegid 108 177, getgroups 115 158, getresuid
118 148, getresgid 120 150, getpgrp 111 -, capget 125 90, poll 7 -, ppoll 271 73, select 23 -,
pselect6 270 72, epoll_create1 291 20, epoll_create 213 -, epoll_ctl 233 21, epoll_wait 232 -,
epoll_pwait 281 22, eventfd2 290 19, eventfd 284 -, wait4 61 260, waitid 247 95, arch_prctl 158 -,
"""

# Allowed for some arguments only.
GUARDED = """
clone 56 220, clone3 435 435, ioctl 16 29, prctl 157 167, prlimit64 302 261, kill 62 129, tgkill
234 131, fcntl 72 25, sched_getaffinity 204 123, sched_getparam 143 121, sched_getscheduler 145 120,
getpgid 121 155, getsid 124 156, clock_gettime 228 113, clock_getres 229 114, clock_nanosleep 230
115,
"""

# Made by our own code only, before the filter is in place.
SETUP = """
pivot_root 155 41, landlock_create_ruleset 444 444, landlock_add_rule 445 445,
landlock_restrict_self 446 446,
"""


def machine() -> str:
    """Return this machine's name as the tables know it."""
    return {"arm64": "aarch64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())


def numbers(table: str) -> dict[str, int]:
    """Return one of the tables above for this machine; KeyError on a machine that isn't in them."""
    if machine() not in MACHINES:
        raise KeyError(machine())
    column = 1 + MACHINES.index(machine())
    rows = [row.split() for row in table.replace("\n", " ").split(",") if row.strip()]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}
