import { DocumentLinks, type DocumentPermission } from '../../src/documents/document-links.js';

const NOW = Date.parse('2026-03-06T10:00:00Z');
const PERMISSION: DocumentPermission = {
  kind: 'TRANSACTION_RESULTS',
  id: 'f426ece3-1777-4235-a9e5-a30221bec6f8',
  viewer: 'token:login-1',
  userId: 'patient-1',
  seesAll: false,
};
const MINUTE = 60_000;

const links = new DocumentLinks({ secret: 'secret', publicUrl: 'https://labs.test/orders/' });

function ticketOf(url: string): string {
  return url.split('/').at(-1) ?? '';
}

describe('a link to a PDF', () => {
  const { url, expiresAt } = links.make(PERMISSION, NOW);

  it('leads to the public address, and expires after five minutes', () => {
    expect(url).toMatch(/^https:\/\/labs\.test\/orders\/results\/pdf\/[\w-]+$/);
    expect(expiresAt).toBe('2026-03-06T10:05:00.000000Z');
  });

  it('is a path where no public address is known', () => {
    const { url } = new DocumentLinks({ secret: 'secret', publicUrl: null }).make(PERMISSION, NOW);
    expect(url).toMatch(/^\/results\/pdf\/[\w-]+$/);
  });

  it('permits what it was made for until it expires', () => {
    expect(links.read(ticketOf(url), NOW + 5 * MINUTE - 1)).toEqual(PERMISSION);
    expect(links.read(ticketOf(url), NOW + 5 * MINUTE)).toBeNull();
  });

  it('is accepted by another replica with the same secret, and by no other service', () => {
    const replica = new DocumentLinks({ secret: 'secret', publicUrl: null });
    const stranger = new DocumentLinks({ secret: 'other', publicUrl: null });
    expect(replica.read(ticketOf(url), NOW)).toEqual(PERMISSION);
    expect(stranger.read(ticketOf(url), NOW)).toBeNull();
  });

  it('permits nothing when another release made it', () => {
    const { userId, ...older } = PERMISSION;
    const url = links.make(older as DocumentPermission, NOW).url;
    expect(links.read(ticketOf(url), NOW)).toBeNull();
  });

  it.each(['=', '!', '.', ' ', '\0'])('permits nothing with %j after it', (character) => {
    expect(links.read(ticketOf(url) + character, NOW)).toBeNull();
  });

  it('shows neither transaction nor person', () => {
    const bytes = Buffer.from(ticketOf(url), 'base64url').toString('latin1');
    expect(bytes).not.toContain(PERMISSION.id);
    expect(bytes).not.toContain('patient');
  });

  it.each([0, 12, 28, 60])('permits nothing when byte %i was changed', (at) => {
    const bytes = Buffer.from(ticketOf(url), 'base64url');
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(links.read(bytes.toString('base64url'), NOW)).toBeNull();
  });

  it.each(['', '..', 'x', '/etc/passwd', '%00', 'A'.repeat(5_000)])(
    'permits nothing when it is %p',
    (ticket) => {
      expect(links.read(ticket, NOW)).toBeNull();
    },
  );
});
