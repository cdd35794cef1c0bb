"""Runs the lines of commands.txt through the stock openstack client, all in this one process, and prints one JSON
object a line: what was said, how it ended, and what came out. The cloud is the one the OS_* variables lead to."""
import contextlib
import io
import json
import re
import shlex
import sys
import time

from openstackclient import shell
from osc_lib import clientmanager
from openstackclient.compute import client as compute


def run(line):
    """One command; its exit code, output and error text."""
    forget()
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = shell.OpenStackShell().run(shlex.split(line))
        except SystemExit as end:
            code = end.code
    return int(code or 0), out.getvalue(), err.getvalue()


def forget():
    """The client was made for one command a process: its Nova client and microversion outlive the command."""
    compute._compute_api_version = None
    nova = vars(clientmanager.ClientManager).get('compute')
    if nova:
        nova._handle = None


def wait(what, name, wanted):
    """Until `<what> show <name>` says so; `gone` waits for the end of it."""
    for _ in range(240):
        code, out, _err = run(f'{what} show {name} -f json')
        status = 'gone' if code else json.loads(out)['status']
        if status == wanted:
            return
        time.sleep(0.5)
    raise SystemExit(f'{what} {name} is {status}, not {wanted}')


def remember(names, line, out):
    """`@name` at the end of a line keeps the id of what it made."""
    names[line.rsplit('@', 1)[1].strip()] = json.loads(out)['id']


def main(path):
    names = {}
    for number, raw in enumerate(open(path), 1):
        line = raw.strip()
        if not line or line.startswith('#'):
            continue
        line = re.sub(r'\{(\w+)\}', lambda m: names.get(m.group(1), 'unknown'), line)
        if line.startswith('wait '):
            wait(*line[5:].rsplit(' ', 2))
            continue
        said = line.rsplit(' @', 1)[0]
        try:
            code, out, err = run(said)
            if ' @' in line and not code:
                remember(names, line, out)
        except Exception as error:  # a crash of the client itself is a result like any other
            code, out, err = 99, '', repr(error)
        print(json.dumps({'n': number, 'said': raw.strip(), 'code': code, 'out': out, 'err': err}), flush=True)


main(sys.argv[1])
