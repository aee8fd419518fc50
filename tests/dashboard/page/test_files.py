"""What the map fetches: kept in memory, compressed once, fetched once."""

import gzip

from dashboard.page import files, packing
from dashboard.page.files import FILES, Files, make_route
from dashboard.page.packing import Packing
from dashboard.timeline_map import asset_names
from tests.dashboard.page.asking import ask_app

SCRIPT = "/files/timeline.0123456789ab.js"
CODE = b"let a = 1;" * 200


def ask(app, path=SCRIPT, **headers):
    """Return status, headers and body of the answer of an ASGI application."""
    named = {"accept_encoding": "gzip, br", **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw, "query_string": b""}
    sent = ask_app(app, scope)
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(one.get("body", b"") for one in sent[1:])


class Counting:
    """A server with one file, that counts how often it is asked."""

    def __init__(self):
        """Begin at nought."""
        self.asked = 0

    async def __call__(self, scope, _receive, send):
        """Answer with the file, or that there is none."""
        self.asked += 1
        assert b"range" not in dict(scope["headers"])
        found = scope["path"].startswith("/files/timeline")
        told = [(b"content-type", b"text/javascript; charset=utf-8")]
        status = 200 if found else 404
        await send({"type": "http.response.start", "status": status, "headers": told})
        for part in (CODE[:700], CODE[700:]) if found else (b"",):
            await send({"type": "http.response.body", "body": part, "more_body": True})


def test_a_file_is_compressed_once_and_may_be_kept_for_ever():
    server = Counting()
    packed = Packing(server)
    status, told, body = ask(packed)
    assert (status, gzip.decompress(body)) == (200, CODE)
    assert told["content-encoding"] == "gzip"
    assert told["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in told["cache-control"]
    assert ask(packed) == (status, told, body)
    assert server.asked == 1


def test_who_has_a_file_is_told_that_it_holds():
    packed = Packing(Counting())
    _, told, _ = ask(packed)
    assert ask(packed, if_none_match=told["etag"])[::2] == (304, b"")
    assert ask(packed, if_none_match='"other"')[0] == 200


def test_what_is_not_there_is_asked_for_each_time():
    server = Counting()
    packed = Packing(server)
    assert ask(packed, "/static/js/index.DormvYxC.js")[0] == 404
    asked = server.asked
    assert ask(packed, "/static/js/index.DormvYxC.js")[0] == 404
    assert server.asked > asked


def test_names_that_stay_the_same_pass_by():
    server = Counting()
    packed = Packing(server)
    for path in ("/files/timeline.js", "/", "/_stcore/health", "/media/timeline.0123456789ab.js"):
        assert "etag" not in ask(packed, path)[1]
    assert "etag" not in ask(packed, accept_encoding="identity")[1]


def test_files_that_nobody_asks_for_make_room(monkeypatch):
    monkeypatch.setattr(packing, "KEPT_BYTES", len(gzip.compress(CODE, 6, mtime=0)))
    server = Counting()
    packed = Packing(server)
    other = SCRIPT.replace("0", "f")
    for path in (SCRIPT, other, other):
        ask(packed, path)
    assert server.asked == 2
    ask(packed, SCRIPT)
    assert server.asked == 3


def test_the_map_s_part_of_a_filter_is_made_once_and_old_ones_make_room(monkeypatch):
    monkeypatch.setattr(files, "KEPT_FILTERS", 2)
    kept, made = Files({"a.js": b"a"}), []

    def encode(name):
        made.append(name)
        return name.encode()

    for name in ("one", "two", "one", "three", "one"):
        kept.keep_filter(name, lambda name=name: encode(name))
    assert made == ["one", "two", "three"]
    assert (kept.read("one"), kept.read("two"), kept.read("a.js")) == (b"one", None, b"a")


def test_the_route_gives_what_is_kept_and_nothing_else():
    script, _ = asset_names()
    route = make_route("/front")

    def fetch(name):
        async def app(scope, receive, send):
            _, child = route.matches(scope)
            await route.handle({**scope, **child}, receive, send)

        return ask(app, f"/front/files/{name}")

    status, told, body = fetch(script)
    assert (status, body) == (200, FILES.read(script))
    assert told["content-type"].startswith("text/javascript")
    assert fetch("..")[0] == 404
