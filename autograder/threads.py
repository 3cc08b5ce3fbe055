"""One thread for numpy in all that grades: set before numpy is imported.

Small arrays gain nothing from more, and jobs side by side would wait for each other's cores.
"""

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
