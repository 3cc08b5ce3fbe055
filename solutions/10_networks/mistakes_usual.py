"""What goes wrong in any network, whatever its layers are."""

ORDER = "return every stage, in the order of the handout"
OWN = "work on a copy"
DTYPE = "leave dtype out: numpy's own float64 is right"
RANDOM = "globals().setdefault('rng', np.random.default_rng(0)).standard_normal"


# fmt: off
def usual(network, stages, given="x"):
    """Return the mistakes that any network's answer can have; `stages` is what it returns."""
    back = f"    return {stages}"
    every = stages if stages.startswith("(") else f"({stages})"

    def each(how):
        return {back: f"    return tuple({how} for a in {every})"}

    return (
        ("answer alone", {back: "    return y"},
         "only the answer is returned, not the stages before it", ORDER),
        ("backwards", {back: f"    return {every}[::-1]"},
         "the stages come in the opposite order", ORDER),
        ("first sample only", each("np.repeat(a[:1], len(a), axis=0)"),
         "every sample's answer is the first sample's", "keep the whole batch: all of axis 0"),
        ("float32", each("a.astype(np.float32)"),
         "the numbers are rounded to float32", DTYPE),
        ("input overwritten", {back: f"    {given}[:] = 0\n{back}"},
         f"the caller's {given} is overwritten", OWN),
        ("params emptied", {back: f"    params.popitem()\n{back}"},
         "the caller's params are changed", "read from params, take nothing out"),
        ("kept between calls", {
            back: f"    y = y + {network}.__dict__.get('calls', 0)\n"
                  f"    {network}.calls = {network}.__dict__.get('calls', 0) + 1\n{back}"},
         "something is kept from one call to the next", "keep nothing outside of the function"),
    )
# fmt: on
