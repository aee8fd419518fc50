"""A file that is made when it is first read is made once, however many ask for it together."""

from threading import Barrier, Thread

from dashboard.page.files import Files


def test_readers_at_the_same_time_share_one_making():
    together, made, read = Barrier(4), [], []
    begun = Barrier(2)

    def encode():
        made.append(1)
        begun.wait(5)  # the others are on their way by then
        return b"made"

    files = Files({})
    files.promise("modes-1.json", encode, stays=True)

    def ask():
        together.wait(5)
        read.append(files.read("modes-1.json"))

    readers = [Thread(target=ask) for _ in range(4)]
    for one in readers:
        one.start()
    begun.wait(5)
    for one in readers:
        one.join(5)
    assert read == [b"made"] * 4
    assert len(made) == 1


def test_a_making_that_fails_is_tried_again_by_the_next():
    files, tries = Files({}), []

    def encode():
        tries.append(1)
        if len(tries) == 1:
            raise OSError
        return b"made"

    files.promise("modes-1.json", encode, stays=True)
    try:
        files.read("modes-1.json")
    except OSError:
        assert files.read("modes-1.json") == b"made"
    assert len(tries) == 2
