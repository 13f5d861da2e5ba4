import type { AuditEntry, AuditTrail } from '../../src/access/audit-trail.js';
import { createRequestAudit } from '../../src/access/request-audit.js';
import { GATEWAY } from '../../src/access/viewer.js';

/** An audit trail whose writes settle when the test requests it. */
function slowTrail() {
  const entries: AuditEntry[] = [];
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const written = new Promise<void>((...settle) => ([resolve, reject] = settle));
  const trail: AuditTrail = {
    record: (added) => {
      entries.push(...added);
      return written;
    },
  };
  return { audit: createRequestAudit(trail, GATEWAY, 'request-1'), entries, resolve, reject };
}

describe('work during which readings are recorded', () => {
  it('continues before its first reading is recorded', async () => {
    const { audit, entries, resolve } = slowTrail();

    const answer = audit.during(async () => {
      await audit.ordersRead(['transaction'], []);
      await audit.resultsRead(new Map([['transaction', {}]]));
      return 'read';
    });
    await new Promise(setImmediate);

    expect(entries.map(({ action }) => action)).toEqual(['READ_ORDERS', 'READ_RESULTS']);
    resolve();
    await expect(answer).resolves.toBe('read');
  });

  it('returns nothing before every reading is recorded', async () => {
    const { audit, resolve } = slowTrail();
    const handedOut = jest.fn();

    const answer = audit.during(() => audit.ordersRead(['order'], [])).then(handedOut);
    await new Promise(setImmediate);

    expect(handedOut).not.toHaveBeenCalled();
    resolve();
    await answer;
    expect(handedOut).toHaveBeenCalledTimes(1);
  });

  it('fails when an entry cannot be written, and so do the readings after it', async () => {
    const { audit, reject } = slowTrail();

    const answer = audit.during(async () => {
      await audit.ordersRead(['order'], []);
      return 'read';
    });
    reject(new Error('no trail'));

    await expect(answer).rejects.toThrow('no trail');
    await expect(audit.ordersRead(['order'], [])).rejects.toThrow('no trail');
  });

  it('fails with its own error when its entries are written', async () => {
    const { audit, resolve } = slowTrail();

    const answer = audit.during(async () => {
      await audit.ordersRead(['order'], []);
      throw new Error('no order');
    });
    resolve();

    await expect(answer).rejects.toThrow('no order');
  });
});
