import { hkdfSync } from 'node:crypto';
import { z } from 'zod';
import { CannotOpenError, Sealer } from '../database/sealer.js';
import { instantOf, type Instant } from '../junction/instant.js';
import { DOCUMENTS, type DocumentKind } from './document-kinds.js';

export const DOCUMENT_PATH = '/results/pdf';

/**
 * Long enough to open a link from a page that has just loaded; too short for a link that someone finds later in a
 * history or log.
 */
export const LIFETIME_MS = 5 * 60_000;
const CONTEXT = 'link to a PDF of results';

const Ticket = z.object({
  kind: z.enum(Object.keys(DOCUMENTS) as [DocumentKind, ...DocumentKind[]]),
  /** The id of the order or transaction. */
  id: z.string(),
  /**
   * The viewer's name, and the user whose records the viewer may read. The right is checked again when the link is
   * opened.
   */
  viewer: z.string(),
  userId: z.string().nullable(),
  /** Whether the viewer may read every record. */
  seesAll: z.boolean(),
  endsAt: z.number(),
});

/** The permission of a link: to read one document with the rights of the viewer that requested the link. */
export type DocumentPermission = Readonly<Omit<z.infer<typeof Ticket>, 'endsAt'>>;

export interface DocumentLink {
  readonly url: string;
  readonly expiresAt: Instant;
}

export interface DocumentLinksOptions {
  /** A secret that all replicas share; the links' own key is derived from it. */
  readonly secret: string;
  /** The URL by which browsers reach this service; null: links are paths. */
  readonly publicUrl: string | null;
}

/**
 * Links to the document route that only this service can create. Their permission is sealed: it can be neither changed,
 * nor read by anyone whose logs contain a link.
 */
export class DocumentLinks {
  private readonly sealer: Sealer;
  private readonly base: string;

  constructor({ secret, publicUrl }: DocumentLinksOptions) {
    this.sealer = new Sealer([Buffer.from(hkdfSync('sha256', secret, '', CONTEXT, 32))]);
    this.base = publicUrl?.replace(/\/+$/, '') ?? '';
  }

  /** @param now in milliseconds since 1970. */
  make(permission: DocumentPermission, now: number): DocumentLink {
    const endsAt = now + LIFETIME_MS;
    const content = Buffer.from(JSON.stringify({ ...permission, endsAt }));
    const { sealed } = this.sealer.seal(content, CONTEXT);
    return {
      url: `${this.base}${DOCUMENT_PATH}/${sealed.toString('base64url')}`,
      expiresAt: instantOf(new Date(endsAt)),
    };
  }

  /**
   * Returns the permission in the last part of a link; null when another service or release created it, it was changed,
   * or it has expired.
   *
   * @param now in milliseconds since 1970.
   */
  read(ticket: string, now: number): DocumentPermission | null {
    try {
      const sealed = Buffer.from(ticket, 'base64url');
      // Decoding ignores invalid characters: without this check, one link would have many spellings, each with its own
      // limit of openings.
      if (sealed.toString('base64url') !== ticket) return null;
      const content = this.sealer.open({ keyId: this.sealer.keyId, sealed }, CONTEXT);
      const { data } = Ticket.safeParse(JSON.parse(content.toString()));
      if (!data) return null;
      const { endsAt, ...permission } = data;
      return now < endsAt ? permission : null;
    } catch (error) {
      if (error instanceof CannotOpenError) return null;
      throw error;
    }
  }
}
