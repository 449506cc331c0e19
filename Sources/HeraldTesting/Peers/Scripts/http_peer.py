"""An HTTP server that notes every request and does as its path says:
/ok, /status/CODE, /retry/CODE/VALUE, /redirect, /lost (reads all, closes), /hang (reads all, answers never),
/2010-04-01/... (a provider of text messages, with basic=USER:PASSWORD), /chat (incoming webhooks of a chat),
/chaos/FAILS/HANGS (of 100 requests so many fail, one way or another, and so many hang; the note has its 'fate'),
/garbage, /endless (an answer without end), /stall (the head of an answer, no body), /once (closes kept connections).
/serve (the content of the file that the option serve=FILE names).
Options: tls; hmac=SECRET and ed25519=PUBLIC KEY say how deliveries are verified."""
import asyncio, base64, datetime, json, random, sys, urllib.parse
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook
import certificate, lifetime

log = open(sys.argv[1], 'w')
options = dict(part.partition('=')[::2] for part in sys.argv[3:])
connections = 0
chance = random.Random(7)


def fate(fails, hangs):
    """What becomes of a request, the same for the first, second, ... of every run."""
    number = chance.uniform(0, 100)
    if number < hangs:
        return 'hang'
    return chance.choice(['status/500', 'status/503', 'lost']) if number < hangs + fails else 'ok'


def verified(headers, body):
    """What the packages say of a webhook: which signatures are right, and the event."""
    names = {'webhook-id', 'webhook-timestamp', 'webhook-signature'}
    if not names <= headers.keys():
        return {}
    result = {'hmac': False, 'ed25519': False}
    try:
        Webhook(options['hmac']).verify(body, headers)
        result['hmac'] = True
    except Exception as error:
        result['problem'] = repr(error)
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    for signature in headers['webhook-signature'].split(' '):
        version, _, value = signature.partition(',')
        if version == 'v1a' and 'ed25519' in options:
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(options['ed25519'].removeprefix('whpk_')))
            try:
                key.verify(base64.b64decode(value), signed)
                result['ed25519'] = True
            except Exception as error:
                result['problem'] = repr(error)
    event = from_http_event(HTTPMessage(headers=headers, body=body))
    result['event'] = {**{k: v for k, v in event.get_attributes().items()}, "data": event.get_data()}
    return result


def text_message(method, path, headers, body):
    """As Twilio's interface answers: to wrong credentials, a wrong form, a number that is none, and else."""
    expected = 'Basic ' + base64.b64encode(options['basic'].encode()).decode()
    if headers.get('authorization') != expected:
        return 401, '{"code": 20003, "message": "Authenticate"}'
    if method != 'POST' or headers.get('content-type') != 'application/x-www-form-urlencoded':
        return 400, '{"code": 12100, "message": "Bad request"}'
    form = dict(urllib.parse.parse_qsl(body.decode('ascii'), strict_parsing=True))
    sender = form.keys() & {'From', 'MessagingServiceSid'}
    if not path.endswith('/Messages.json') or len(sender) != 1 or form.keys() - sender != {'To', 'Body'}:
        return 400, '{"code": 21603, "message": "A parameter is missing"}'
    if form['To'] == '+15005550001':
        return 400, '{"code": 21211, "message": "The \'To\' number +15005550001 is not a valid phone number"}'
    return 201, '{"sid": "SM0123456789abcdef0123456789abcdef", "status": "queued", "to": "+4942155501"}'


def chat(headers, body):
    """As an incoming webhook of a chat answers: only to what it can show."""
    message = json.loads(body)
    blocks = message['blocks']
    right = headers.get('content-type', '').startswith('application/json') and message['text'] and len(blocks) <= 50
    for block in blocks:
        if block['type'] == 'header':
            right = right and block['text']['type'] == 'plain_text' and 0 < len(block['text']['text']) <= 150
        elif block['type'] == 'section':
            texts = block.get('fields', []) + ([block['text']] if 'text' in block else [])
            right = right and 0 < len(texts) <= 11 and all(0 < len(text['text']) <= 2000 for text in texts)
        else:
            right = False
    return (200, 'ok') if right else (400, 'invalid_blocks')


async def serve(reader, writer):
    global connections
    connections += 1
    number, requests = connections, 0
    try:
        while True:
            head = (await reader.readuntil(b'\r\n\r\n')).decode('latin-1').split('\r\n')
            method, path, _ = head[0].split(' ')
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(':') for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get('content-length', 0)))
            requests += 1
            note = {'method': method, 'path': path, 'headers': headers, 'length': len(body), 'sum': sum(body),
                    'connection': number}
            if 'hmac' in options:
                note.update(verified(headers, body))
            if len(body) < 20000:
                note['body'] = body.decode('utf-8', 'replace')
            parts = path.strip('/').split('/')
            if parts[0] == 'chaos':
                note['fate'] = fate(float(parts[1]), float(parts[2]))
                parts = note['fate'].split('/')
            log.write(json.dumps(note, default=str) + '\n')
            log.flush()
            code, extra, text = 200, '', '{"ok":true}'
            if parts[0] == 'serve':
                text = open(options['serve']).read()
            elif parts[0] == '2010-04-01':
                code, text = text_message(method, path, headers, body)
            elif parts[0] == 'chat':
                code, text = chat(headers, body)
            elif parts[0] == 'status':
                code, text = int(parts[1]), 'Answered as asked; told mirela@mail.example'
            elif parts[0] == 'retry':
                code, extra = int(parts[1]), f'Retry-After: {parts[2].replace("_", " ")}\r\n'
                if parts[2].startswith('date'):
                    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=int(parts[3]))
                    extra = f'Retry-After: {at.strftime("%a, %d %b %Y %H:%M:%S GMT")}\r\n'
            elif parts[0] == 'redirect':
                code, extra = 307, f'Location: {"/".join(["", *parts[1:]])}\r\n'
            elif parts[0] == 'lost':
                return
            elif parts[0] == 'hang':
                await asyncio.sleep(3600)
            elif parts[0] == 'garbage':
                writer.write(b'\x00\x01\x02 nothing like HTTP\r\n\r\n')
                return
            elif parts[0] == 'stall':
                writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n')
                await writer.drain()
                await asyncio.sleep(3600)
            elif parts[0] == 'endless':
                writer.write(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
                while True:
                    writer.write(b'1000\r\n' + b'x' * 4096 + b'\r\n')
                    await writer.drain()
            if parts[0] == 'once' and requests > 1:
                return
            data = text.encode()
            writer.write(f'HTTP/1.1 {code} Answer\r\n{extra}Content-Length: {len(data)}\r\n\r\n'.encode() + data)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main():
    context = certificate.server_context(sys.argv[2]) if 'tls' in options else None
    server = await asyncio.start_server(serve, '127.0.0.1', 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

lifetime.end_with_parent()
asyncio.run(main())
