import { Webhook } from 'standardwebhooks';
import { isSigned } from '../../src/webhooks/signature.js';
import { SECRET, sign, signedDelivery } from '../support/deliveries.js';

const OTHER_SECRET = `whsec_${Buffer.from('another secret of the tests, 36 byte').toString('base64')}`;
const NOW = Date.UTC(2026, 2, 3, 9, 26, 51);
const AT = NOW / 1000;
const BODY = Buffer.from('{"event_type":"labtest.order.created"}');

function delivery(change: Partial<Parameters<typeof isSigned>[0]> = {}) {
  const { id, timestamp, body, signature } = signedDelivery(BODY, { id: 'msg_1', at: AT });
  return { messageId: id, timestamp, body, signature, ...change };
}
type Case = [name: string, change: object, secrets: string[]];

const accepts = (change: object, secrets = [SECRET]) => isSigned(delivery(change), secrets, NOW);
const at = (timestamp: string) => ({
  timestamp,
  signature: sign('msg_1', timestamp, BODY),
});
const good = delivery().signature;

describe('a valid delivery', () => {
  test.each<Case>([
    ['when it is signed with the secret', {}, [SECRET]],
    ['with one good signature among others', { signature: `v1,AAAA ${good} v1a,xyz` }, [SECRET]],
    ['with the old secret during a rotation', {}, [OTHER_SECRET, SECRET]],
    ['300 s late', at(String(AT - 300)), [SECRET]],
    ['300 s early', at(String(AT + 300)), [SECRET]],
  ])('is accepted %s', (_name, change, secrets) => {
    expect(accepts(change, secrets)).toBe(true);
  });

  test('is accepted when the reference implementation of the scheme signed it', () => {
    const signature = new Webhook(SECRET).sign('msg_1', new Date(NOW), BODY.toString());
    expect(accepts({ signature })).toBe(true);
  });

  test('is accepted when its bytes are not UTF-8', () => {
    const body = Buffer.from([0xff, 0xfe, 0x7b]);
    expect(accepts({ body, signature: sign('msg_1', String(AT), body) })).toBe(true);
  });
});

describe('an invalid delivery', () => {
  test.each<Case>([
    ['without a signature', { signature: '' }, [SECRET]],
    ['without an id', { messageId: '', signature: sign('', String(AT), BODY) }, [SECRET]],
    ['without a timestamp', { timestamp: '', signature: sign('msg_1', '', BODY) }, [SECRET]],
    [
      'with a changed byte',
      { body: Buffer.from(BODY.toString().replace('created', 'createe')) },
      [SECRET],
    ],
    [
      'with the body serialized again',
      { body: Buffer.from(BODY.toString().replace(':', ': ')) },
      [SECRET],
    ],
    ['under another id', { messageId: 'msg_2' }, [SECRET]],
    ['under another timestamp', { timestamp: String(AT + 1) }, [SECRET]],
    ['signed with another secret', {}, [OTHER_SECRET]],
    ['when there is no secret', {}, []],
    ['with half a signature', { signature: good.slice(0, 20) }, [SECRET]],
    ['with more signatures than Svix sends', { signature: `${good} `.repeat(22) }, [SECRET]],
    ['with an unknown version', { signature: good.replace('v1,', 'v2,') }, [SECRET]],
    ['with invalid base64', { signature: 'v1,%%%' }, [SECRET]],
    ['301 s late', at(String(AT - 301)), [SECRET]],
    ['301 s early', at(String(AT + 301)), [SECRET]],
    ['with a timestamp that only begins as a number', at(`${AT}abc`), [SECRET]],
    ['with a timestamp in decimals', at(`${AT}.9`), [SECRET]],
    [
      'with an id that no header could carry',
      { messageId: 'msg 1', signature: sign('msg 1', String(AT), BODY) },
      [SECRET],
    ],
  ])('is rejected %s', (_name, change, secrets) => {
    expect(accepts(change, secrets)).toBe(false);
  });
});
