"""An identity provider's keys and tokens, right and wrong ones, as one JSON object: keys (a JWKS) and tokens by name."""
import base64, hashlib, hmac, json
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

NOW = 1_800_000_000
CLAIMS = {'iss': 'https://id.example', 'aud': 'herald', 'sub': 'kim', 'iat': NOW - 1000, 'nbf': NOW - 1000,
          'exp': NOW + 600, 'roles': ['viewer', 'agent']}


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def number(value, length=None):
    return encoded(value.to_bytes(length or (value.bit_length() + 7) // 8, 'big'))


def rsa_key(kid, bits=2048, **more):
    private = rsa.generate_private_key(65537, bits)
    public = private.public_key().public_numbers()
    return private, {'kty': 'RSA', 'kid': kid, 'n': number(public.n), 'e': number(public.e), **more}


def ec_key(kid, curve, name, length, **more):
    private = ec.generate_private_key(curve)
    public = private.public_key().public_numbers()
    return private, {'kty': 'EC', 'kid': kid, 'crv': name, 'x': number(public.x, length), 'y': number(public.y, length),
                     **more}


def sign(algorithm, key, data):
    sha = {'256': hashes.SHA256, '384': hashes.SHA384, '512': hashes.SHA512}.get(algorithm[2:])
    if algorithm.startswith('RS'):
        return key.sign(data, padding.PKCS1v15(), sha())
    if algorithm.startswith('PS'):
        return key.sign(data, padding.PSS(padding.MGF1(sha()), sha().digest_size), sha())
    if algorithm.startswith('ES'):
        length = (key.key_size + 7) // 8
        return b''.join(part.to_bytes(length, 'big') for part in decode_dss_signature(key.sign(data, ec.ECDSA(sha()))))
    return key.sign(data)


def token(algorithm, kid, signer, claims=CLAIMS, **header):
    head = {'alg': algorithm, 'kid': kid, **header}
    head = {name: value for name, value in head.items() if value is not None}
    data = f'{encoded(json.dumps(head).encode())}.{encoded(json.dumps(claims).encode())}'
    return f'{data}.{encoded(signer(data.encode()))}'


def by(algorithm, key):
    return lambda data: sign(algorithm, key, data)


def without(name):
    return {key: value for key, value in CLAIMS.items() if key != name}


rsa_private, rsa_public = rsa_key('rsa')
pss_private, pss_public = rsa_key('pss', alg='PS256')
p256, p256_public = ec_key('p256', ec.SECP256R1(), 'P-256', 32, use='sig')
p384, p384_public = ec_key('p384', ec.SECP384R1(), 'P-384', 48)
p521, p521_public = ec_key('p521', ec.SECP521R1(), 'P-521', 66)
ed = ed25519.Ed25519PrivateKey.generate()
raw = ed.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
ed_public = {'kty': 'OKP', 'kid': 'ed', 'crv': 'Ed25519', 'x': encoded(raw), 'alg': 'EdDSA'}
weak, weak_public = rsa_key('weak', bits=1024)
secret, secret_public = rsa_key('secret', use='enc')
other, _ = ec_key('other', ec.SECP256R1(), 'P-256', 32)

tokens = {}
for size in ('256', '384', '512'):
    for family in ('RS', 'PS'):
        tokens[family + size] = token(family + size, 'rsa', by(family + size, rsa_private), typ='JWT')
for algorithm, kid, key in (('ES256', 'p256', p256), ('ES384', 'p384', p384), ('ES512', 'p521', p521), ('EdDSA', 'ed', ed)):
    tokens[algorithm] = token(algorithm, kid, by(algorithm, key))


def es256(claims, **header):
    return token('ES256', header.pop('kid', 'p256'), by('ES256', header.pop('key', p256)), claims, **header)


tokens.update({
    'at+jwt': es256(CLAIMS, typ='at+JWT'),
    'audiences': es256({**CLAIMS, 'aud': ['shop', 'herald']}),
    'scope': es256({**CLAIMS, 'scope': 'openid operator', 'realm_access': {'roles': ['ingest']}}),
    'expired': es256({**CLAIMS, 'exp': NOW - 31}),
    'no expiry': es256(without('exp')),
    'expiry as text': es256({**CLAIMS, 'exp': str(NOW + 600)}),
    'not yet': es256({**CLAIMS, 'nbf': NOW + 31}),
    'issued later': es256({**CLAIMS, 'iat': NOW + 31}),
    'other issuer': es256({**CLAIMS, 'iss': 'https://id.example/'}),
    'other audience': es256({**CLAIMS, 'aud': ['shop', 'herald2']}),
    'no audience': es256(without('aud')),
    'no subject': es256({**CLAIMS, 'sub': ''}),
    'unknown key': es256(CLAIMS, kid='nowhere'),
    'no key named': es256(CLAIMS, kid=None),
    'key of another': es256(CLAIMS, key=other),
    'RS256 by PS256 key': token('RS256', 'pss', by('RS256', pss_private)),
    'PS256 named RS256': token('RS256', 'rsa', by('PS256', rsa_private)),
    'ES256 by RSA key': token('ES256', 'rsa', by('ES256', p256)),
    'weak key': token('RS256', 'weak', by('RS256', weak)),
    'encryption key': token('RS256', 'secret', by('RS256', secret)),
    'critical': es256(CLAIMS, crit=['b64'], b64=True),
    'logout': es256(CLAIMS, typ='logout+jwt'),
    'number as key id': es256(CLAIMS, kid=7),
    'claims are a list': es256([CLAIMS]),
    'none': token('none', 'p256', lambda data: b''),
    'none upper case': token('NONE', 'p256', lambda data: b'x'),
})
head, payload, signature = tokens['ES256'].split('.')
tokens['changed'] = f"{head}.{encoded(json.dumps({**CLAIMS, 'roles': ['operator']}).encode())}.{signature}"
public = rsa_private.public_key()
for name, secret_bytes in {
    'PEM': public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
    'DER': public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
    'modulus': public.public_numbers().n.to_bytes(256, 'big'),
}.items():
    tokens[f'HS256 with {name}'] = token(
        'HS256', 'rsa', lambda data, key=secret_bytes: hmac.new(key, data, hashlib.sha256).digest())
print(json.dumps({'tokens': tokens, 'keys': {'keys': [
    rsa_public, pss_public, p256_public, p384_public, p521_public, ed_public, weak_public, secret_public,
    {'kty': 'oct', 'kid': 'symmetric', 'k': encoded(b'0' * 32)}, {'kty': 'strange'}]}}))
