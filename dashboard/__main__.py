"""Where `kursk-front` begins, and `python -m dashboard`: whoever ends it soon reads no trace.

Python answers Ctrl-C with an exception, which would end the imports of the command line with pages
of them. Until its commands hear signals themselves, the system ends the program, as by the others.
"""

import signal


def main() -> None:
    """Run the command line."""
    # A shell's `&` has it ignored, and so it stays.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # What takes long, and may be ended.
    from dashboard.cli import main as run  # noqa: PLC0415
    from geodata.build.console import stand_for_output  # noqa: PLC0415

    stand_for_output()
    run()


if __name__ == "__main__":
    main()
