"""Goes through the console in a real Chromium as people do, by what its pages say, and asks the API what came of it.

Prints what it found as one JSON object: name -> list of complaints. Arguments: address of the server; a JSON object of
tokens by role; the address that samples may go to; what somebody hostile writes.
"""
import json, sys
from console import channels, communications, engine, orders, outbox, sessions
from console.chromium import chromium, run
from console.desk import Desk

base, tokens, recipient, hostile = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3], sys.argv[4]

with chromium() as (playwright, browser):
    desk = Desk(playwright, browser, base, tokens)
    run(sessions.signing_in, desk, hostile)
    run(sessions.viewer, desk)
    run(sessions.agent, desk)
    run(orders.find, desk)
    run(orders.order, desk)
    run(communications.resend, desk)
    run(communications.others, desk)
    run(outbox.filters, desk)
    run(outbox.actions, desk)
    run(outbox.not_sent, desk)
    run(channels.channels, desk, recipient)
    run(channels.templates, desk)
    run(channels.policy, desk)
    run(engine.state, desk)
    run(engine.settling, desk)
    run(sessions.signing_out, desk)
