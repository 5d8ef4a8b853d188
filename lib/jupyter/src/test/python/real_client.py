"""Speaks with the kernel through Jupyter's own client, and through bare sockets where that would not say what is wrong.

usage: real_client.py <folder that JUPYTER_PATH names>; prints a line a check, ends with code 1 if one failed.
"""
import hashlib
import hmac
import json
import os
import sys
import time
import uuid

import zmq
from jupyter_client import KernelManager

failed = []


def check(name, right, found=""):
    print(("ok    " if right else "WRONG ") + name + ("" if right else "  " + str(found)[:500]), flush=True)
    if not right:
        failed.append(name)


def start():
    manager = KernelManager(kernel_name="overhang")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    return manager, client


def run(client, code, wait=120, **options):
    """The reply and everything published until idle."""
    sent = client.execute(code, **options)
    return reply(client, sent, wait), news(client, sent, wait)


def reply(client, sent, wait=120):
    end = time.time() + wait
    while time.time() < end:
        message = client.get_shell_msg(timeout=wait)
        if message["parent_header"].get("msg_id") == sent:
            return message["content"]
    raise TimeoutError(sent)


def news(client, sent, wait=120):
    found = []
    while True:
        message = client.get_iopub_msg(timeout=wait)
        if message["parent_header"].get("msg_id") == sent:
            found.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return found


def shown(found):
    return "".join(m["content"]["data"]["text/plain"] for m in found if m["msg_type"] == "execute_result")


def value(client, code):
    return shown(run(client, code)[1])


def frames(key, kind, content, header=None, sign=True):
    head = {"msg_id": uuid.uuid4().hex, "session": "bare", "username": "bare", "date": "2026-01-01T00:00:00.000000Z",
            "msg_type": kind, "version": "5.3"}
    head.update(header or {})
    head = {k: v for k, v in head.items() if v is not None}
    parts = [json.dumps(p).encode() if not isinstance(p, bytes) else p for p in (head, {}, {}, content)]
    mac = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        mac.update(part)
    return [b"<IDS|MSG>", mac.hexdigest().encode() if sign else b"0" * 64] + parts


def answer(socket, wait=20_000):
    if not socket.poll(wait):
        return None
    got = socket.recv_multipart()
    at = got.index(b"<IDS|MSG>")
    return json.loads(got[at + 2])["msg_type"], json.loads(got[at + 5])


def protocol(manager, client):
    info = manager.get_connection_info()
    key = info["key"]
    context = zmq.Context.instance()
    heart = context.socket(zmq.REQ)
    heart.connect("tcp://127.0.0.1:%d" % info["hb_port"])
    for channel in ("shell", "control"):
        bad = context.socket(zmq.DEALER)
        bad.connect("tcp://127.0.0.1:%d" % info[channel + "_port"])
        good = frames(key, "kernel_info_request", {})
        wrong = {
            "a wrong signature": frames(key, "kernel_info_request", {}, sign=False),
            "an empty signature": [good[0], b""] + good[2:],
            "no delimiter": good[1:],
            "one frame": [b"x"],
            "an empty frame": [b""],
            "a delimiter alone": [b"<IDS|MSG>"],
            "too few frames": good[:4],
            "JSON that is none": frames(key, "kernel_info_request", b"{"),
            "bytes that are no text": frames(key, "kernel_info_request", b"\xff\xfe"),
            "content that is a list": frames(key, "kernel_info_request", []),
            "no msg_type": frames(key, "x", {}, header={"msg_type": None}),
            "a msg_type that is a number": frames(key, "x", {}, header={"msg_type": 3}),
            "no msg_id": frames(key, "kernel_info_request", {}, header={"msg_id": None}),
            "a hundred frames": [b"a"] * 100,
        }
        for name, sent in wrong.items():
            bad.send_multipart(sent)
        check(channel + ": nothing of what is wrong is answered", answer(bad, 2_000) is None)
        bad.send_multipart(good)
        kind = answer(bad)
        check(channel + ": lives on", kind and kind[0] == "kernel_info_reply", kind)
        bad.send_multipart(good)
        check(channel + ": a replay is dropped", answer(bad, 1_000) is None)
        bad.send_multipart(frames(key, "no_such_request", {}))
        kind = answer(bad)
        check(channel + ": an unknown request is answered with an error", kind and kind[1]["status"] == "error", kind)
        huge = context.socket(zmq.DEALER)
        huge.connect("tcp://127.0.0.1:%d" % info[channel + "_port"])
        huge.send_multipart([b"<IDS|MSG>", b"0" * 64, b"{}", b"{}", b"{}", b"x" * 100_000_000])
        bad.send_multipart(frames(key, "kernel_info_request", {}))
        check(channel + ": lives on after 100 MB unsigned", answer(bad) is not None)
        huge.close(0)
        bad.close(0)
    bare = context.socket(zmq.DEALER)
    bare.connect("tcp://127.0.0.1:%d" % info["shell_port"])
    for cursor in (3.7, None, -5, 10_000, "x", [1], True):
        for kind in ("complete_request", "inspect_request"):
            bare.send_multipart(frames(key, kind, {"code": "Strin", "cursor_pos": cursor}))
            got = answer(bare)
            check("%s with cursor_pos %s" % (kind, cursor), got and got[1]["status"] in ("ok", "error"), got)
    for content in ({}, {"code": 3}, {"code": None}, {"code": ["x"]}):
        for kind in ("execute_request", "complete_request", "inspect_request", "is_complete_request"):
            bare.send_multipart(frames(key, kind, content))
            got = answer(bare)
            check("%s with %s is an error" % (kind, content), got and got[1]["status"] == "error", got)
    for cursor in range(8):
        bare.send_multipart(frames(key, "complete_request", {"code": "\"\U0001d6fc\"; Str", "cursor_pos": cursor}))
        got = answer(bare)
        check("completion beside a surrogate pair, at %d" % cursor, got and got[1]["status"] == "ok", got)
    bare.close(0)
    heart.send(b"ping")
    check("the heart beats", heart.poll(5_000) and heart.recv() == b"ping")
    heart.close(0)
    check("the session lives", value(client, "20 + 1") == "21")


def cells(client):
    content, found = run(client, "1 + 1", user_expressions={"twice": "21 * 2", "bad": "nothing"})
    check("user_expressions", content["user_expressions"]["twice"]["data"]["text/plain"] == "42"
          and content["user_expressions"]["bad"]["status"] == "error", content)
    number = content["execution_count"]
    content, found = run(client, "5", silent=True)
    check("a silent cell publishes nothing", {m["msg_type"] for m in found} == {"status"}, found)
    content, found = run(client, "6", store_history=False)
    check("store_history off does not count", run(client, "7")[0]["execution_count"] == number + 1)
    sent = client.history(hist_access_type="tail", n=2, raw=True, output=False)
    rows = reply(client, sent)["history"]
    check("history", [r[2] for r in rows] == ["1 + 1", "7"], rows)
    sent = client.execute("int s = " + " + ".join(["1"] * 2_000) + ";")
    check("2,000 terms", reply(client, sent)["status"] in ("ok", "error"))
    check("the next cell runs", value(client, "41 + 1") == "42")
    # a cell sent at once after the news of a failed one
    content, found = run(client, "int[] none = {}; none[0]")
    check("a failed cell", content["status"] == "error")
    check("a cell sent at once after a failed one runs", value(client, "3") == "3")
    for code in ("int a = );", "throw new RuntimeException();", "none[1]"):
        run(client, code)
        check("at once after: " + code, value(client, "4") == "4")
    first = client.execute("Thread.sleep(300); none[0]")
    second = client.execute("int mustNotRun = 1;")
    reply(client, first)
    check("a cell sent with a failed one does not run", reply(client, second)["status"] == "aborted")
    check("and has not run", run(client, "mustNotRun")[0]["status"] == "error")
    first = client.execute("Thread.sleep(300); none[0]", stop_on_error=False)
    second = client.execute("int mayRun = 1;")
    reply(client, first)
    check("unless it was asked to", reply(client, second)["status"] == "ok")


def load(client):
    content, found = run(client, "for (int i = 0; i < 100_000; i++) display(i);")
    shows = [m for m in found if m["msg_type"] == "display_data"]
    check("100,000 displays: idle came, held back with words", content["status"] == "ok" and len(shows) == 1_000
          and any("is not shown" in m["content"].get("text", "") for m in found), len(shows))
    sent = client.execute("System.out.print(\"x\".repeat(50_000_000)); System.err.println(\"the error\"); none[0]")
    time.sleep(3)  # a slow reader
    content, found = reply(client, sent), news(client, sent)
    text = "".join(m["content"]["text"] for m in found if m["msg_type"] == "stream")
    check("50 MB in one print", len(text) < 1_100_000 and "not shown" in text and "the error" in text
          and any(m["msg_type"] == "error" for m in found), len(text))


def interrupts(manager, client):
    for name, code in (("sleeps", "Thread.sleep(60_000);"), ("blocks", "new Object() { synchronized void w() throws Exception"
                       " { wait(); } }.w();"), ("prints", "while (true) { System.out.println(\"loop\"); }")):
        sent = client.execute(code)
        time.sleep(1.5)
        manager.interrupt_kernel()
        content = reply(client, sent, 20)
        check("an interrupt while a cell " + name, content["status"] == "error" and content["ename"] == "Interrupted", content)
        found = run(client, "Thread.sleep(300); System.out.println(\"mine\");")[1]
        text = "".join(m["content"]["text"] for m in found if m["msg_type"] == "stream")
        check("and it falls silent", text == "mine\n", text[:100])


def ends():
    for name, code in (("idle", None), ("sleeps", "Thread.sleep(60_000);"), ("loops", "long n = 0; while (true) n++;"),
                       ("blocks", "System.in.read(); new java.util.concurrent.CountDownLatch(1).await();")):
        manager, client = start()
        run(client, "1")
        if code:
            client.execute(code)
            time.sleep(1)
        at = time.time()
        client.shutdown()
        while manager.is_alive() and time.time() - at < 10:
            time.sleep(0.02)
        took = time.time() - at
        check("shutdown while a cell %s: %.1f s" % (name, took), took < 3.5)
        client.stop_channels()
        manager.cleanup_resources()
    manager, client = start()
    run(client, "1")
    content, found = run(client, "System.exit(0);", wait=20)
    check("System.exit says which cell", content["status"] == "error" and "Cell 2" in content["evalue"], content)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


os.environ["JUPYTER_PATH"] = sys.argv[1]
manager, client = start()
try:
    check("a cell runs", value(client, "1") == "1")  # the session stands: what follows need not wait for it
    protocol(manager, client)
    cells(client)
    load(client)
    interrupts(manager, client)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
ends()
print("%d wrong" % len(failed))
sys.exit(1 if failed else 0)
