import { randomBytes } from 'node:crypto';
import { CannotOpenError, Sealer } from '../../src/database/sealer.js';

const OLD_KEY = randomBytes(32);
const NEW_KEY = randomBytes(32);
const CONTENT = Buffer.from('Glucose 82 mg/dL');

describe('sealed content', () => {
  const sealer = new Sealer([OLD_KEY]);

  it('opens under the same key, in the same context', () => {
    const sealed = sealer.seal(CONTENT, 'row 1');
    expect(sealer.open(sealed, 'row 1')).toEqual(CONTENT);
  });

  it('reveals neither content nor key, and differs each time', () => {
    const [first, second] = [sealer.seal(CONTENT, 'row 1'), sealer.seal(CONTENT, 'row 1')];
    expect(first.sealed.includes('Glucose')).toBe(false);
    expect(OLD_KEY.toString('hex')).not.toContain(first.keyId);
    expect(first.sealed.equals(second.sealed)).toBe(false);
  });

  it('does not open in another context', () => {
    const sealed = sealer.seal(CONTENT, 'row 1');
    expect(() => sealer.open(sealed, 'row 2')).toThrow(CannotOpenError);
  });

  it.each([0, 12, 28])('does not open when byte %i was changed', (at) => {
    const { keyId, sealed } = sealer.seal(CONTENT, 'row 1');
    sealed[at] = (sealed[at] ?? 0) ^ 1;
    expect(() => sealer.open({ keyId, sealed }, 'row 1')).toThrow(CannotOpenError);
  });

  it.each([0, 5, 20, 28])('does not open when only %i bytes are left', (length) => {
    const { keyId, sealed } = sealer.seal(CONTENT, 'row 1');
    expect(() => sealer.open({ keyId, sealed: sealed.subarray(0, length) }, 'row 1')).toThrow(
      CannotOpenError,
    );
  });

  it('opens after a rotation as long as the old key is configured', () => {
    const sealed = sealer.seal(CONTENT, 'row 1');
    expect(new Sealer([NEW_KEY, OLD_KEY]).open(sealed, 'row 1')).toEqual(CONTENT);
    expect(() => new Sealer([NEW_KEY]).open(sealed, 'row 1')).toThrow(`no key ${sealed.keyId}`);
  });

  it('is sealed with the first key', () => {
    const { keyId } = new Sealer([NEW_KEY, OLD_KEY]).seal(CONTENT, 'row 1');
    expect(keyId).toBe(new Sealer([NEW_KEY]).keyId);
  });
});
