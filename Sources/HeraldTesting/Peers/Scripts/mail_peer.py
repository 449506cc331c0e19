"""A mail server (aiosmtpd) that notes every message and does as the recipient's name says:
rcpt-CODE and data-CODE (refuses there), lost (takes the message, closes without a word), midway (closes in the middle
of the message), hang (takes the message, says nothing), slow (reads the message only after three seconds), late (asks
for it only after three seconds), pause (answers three seconds after the message), anything else is taken.
Options: starttls, tls, auth=USER:PASSWORD, greeting=CODE, mail=CODE (refuses senders), limit=N (closes a connection
after N messages), chaos=FAILS/HANGS (of 100 messages so many fail, one way or another, and so many hang; the note has
its 'fate')."""
import asyncio, json, random, sys, time
from aiosmtpd.smtp import SMTP, AuthResult
import certificate, lifetime

log = open(sys.argv[1], 'w')
options = dict(part.partition('=')[::2] for part in sys.argv[3:])
sessions = 0
chance = random.Random(11)


def fate():
    """What becomes of a message, the same for the first, second, ... of every run."""
    fails, hangs = map(float, options['chaos'].split('/'))
    number = chance.uniform(0, 100)
    if number < hangs:
        return 'hang'
    return chance.choice(['data-451', 'data-452', 'lost']) if number < hangs + fails else 'ok'


class Handler:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if 'mail' in options:
            return f'{options["mail"]} 5.7.1 <{address}> may not send'
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return '250 OK'

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        name = address.split('@')[0]
        if name.startswith('rcpt-'):
            return f'{name[5:8]} 5.1.1 <{address}> is not taken'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        name = fate() if 'chaos' in options else envelope.rcpt_tos[0].split('@')[0]
        server.taken += 1
        began = time.monotonic()
        if name.startswith('pause'):
            await asyncio.sleep(3)
        log.write(json.dumps({
            'fate': name if 'chaos' in options else None, 'connection': server.number, 'from': envelope.mail_from, 'to': envelope.rcpt_tos,
            'mail_options': envelope.mail_options, 'tls': session.ssl is not None or 'tls' in options,
            'began': began, 'ended': time.monotonic(), 'authenticated': bool(session.authenticated),
            'client': session.host_name,
            'message': envelope.original_content.decode('latin-1')}) + '\n')
        log.flush()
        if name.startswith('data-'):
            return f'{name[5:8]} 5.7.1 not taken'
        if name == 'lost':
            server.transport.abort()
            return '250 never seen'
        if name == 'hang':
            await asyncio.sleep(3600)
        return '250 2.0.0 taken as 4711'


class Server(SMTP):
    def __init__(self, *arguments, **settings):
        global sessions
        super().__init__(*arguments, **settings)
        sessions += 1
        self.number, self.taken = sessions, 0

    async def push(self, status):
        # The greeting is the first thing said.
        if 'greeting' in options and isinstance(status, str) and status.startswith('220') and not self.session.host_name:
            status = f'{options["greeting"]} 4.3.2 not now'
        await super().push(status)

    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos and self.envelope.rcpt_tos[0].startswith('midway'):
            await self.push('354 go on')
            await self._reader.readline()
            self.transport.abort()
            return
        if self.envelope.rcpt_tos and self.envelope.rcpt_tos[0].startswith(('slow', 'late')):
            await self.receive_slowly(self.envelope.rcpt_tos[0].startswith('slow'))
            return
        await super().smtp_DATA(arg)

    async def receive_slowly(self, asks_at_once):
        def note(**what):
            log.write(json.dumps(what) + '\n')
            log.flush()
        if asks_at_once:
            await self.push('354 go on')
        note(event='waits')
        text = b''
        try:
            await asyncio.sleep(3)
            if not asks_at_once:
                await self.push('354 go on')
            while not text.endswith(b'.\r\n') and (part := await self._reader.read(65_536)):
                text = text[-8:] + part
        # The end of the connection cancels whatever is done for it; what came before that was not read yet.
        except (ConnectionError, asyncio.CancelledError):
            text = text[-8:] + bytes(self._reader._buffer)
        if text == b'.\r\n' or text.endswith(b'\r\n.\r\n'):
            note(event='message')
            await self.push('250 2.0.0 taken as 4711')
            return
        note(event='end')
        self.transport.close()

    async def smtp_MAIL(self, arg):
        if 'limit' in options and self.taken >= int(options['limit']):
            await self.push('421 4.4.2 enough for this connection')
            self.transport.close()
            return
        await super().smtp_MAIL(arg)


def authenticate(server, session, envelope, mechanism, data):
    user, _, password = options['auth'].partition(':')
    success = data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=success, handled=False)


async def main():
    context = certificate.server_context(sys.argv[2]) if {'tls', 'starttls'} & options.keys() else None
    settings = {'auth_required': True, 'authenticator': authenticate} if 'auth' in options else {}
    if 'tls' in options:
        settings['auth_require_tls'] = False

    def make():
        return Server(
            Handler(), hostname='peer.example', tls_context=context if 'starttls' in options else None,
            require_starttls='starttls' in options, enable_SMTPUTF8=False, **settings)
    server = await asyncio.get_running_loop().create_server(
        make, '127.0.0.1', 0, ssl=context if 'tls' in options else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

lifetime.end_with_parent()
asyncio.run(main())
