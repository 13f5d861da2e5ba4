import { isLocalRequest } from '../../src/http/local-request.js';

describe('a request is local', () => {
  it.each(['localhost', 'localhost:4000', 'LOCALHOST:4000', '127.0.0.1:4000', '[::1]:4000'])(
    'when its host is %j',
    (host) => expect(isLocalRequest({ headers: { host } })).toBe(true),
  );

  it.each(['http://localhost:3000', 'http://127.0.0.1', 'https://[::1]:4000'])(
    'when its origin is %j',
    (origin) => expect(isLocalRequest({ headers: { host: 'localhost', origin } })).toBe(true),
  );
});

describe('a request is foreign', () => {
  it.each([
    undefined,
    '',
    ':4000',
    'evil.example',
    'localhost.evil.example',
    'localhost.',
    'localhost@evil.example',
    'localhost:4000@evil.example',
    'evil.example@localhost',
    'localhost/evil',
    'localhost#evil',
    'localhost?evil',
    'loc\talhost',
    '%6cocalhost',
    '127.1',
    '2130706433',
    '[::1]evil',
    '192.168.0.7',
  ])('when its host is %j', (host) => {
    expect(isLocalRequest({ headers: host === undefined ? {} : { host } })).toBe(false);
  });

  it.each(['null', '', 'http://evil.example', 'http://localhost.evil.example', 'localhost'])(
    'when its origin is %j',
    (origin) => expect(isLocalRequest({ headers: { host: 'localhost', origin } })).toBe(false),
  );
});
