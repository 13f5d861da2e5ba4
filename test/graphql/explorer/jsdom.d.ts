/**
 * Declares only the parts of jsdom that the test uses: its own types would add the DOM globals to the whole program.
 */
declare module 'jsdom' {
  export class JSDOM {
    static fromURL(
      url: string,
      options: {
        readonly runScripts: 'dangerously';
        readonly virtualConsole: VirtualConsole;
        readonly resources: ResourceLoader;
        beforeParse(window: PlayedWindow): void;
      },
    ): Promise<{ readonly window: PlayedWindow }>;
  }

  export class VirtualConsole {
    on(event: 'jsdomError', listener: (error: Error) => void): void;
  }

  export class ResourceLoader {
    fetch(url: string, options: object): Promise<Buffer> | null;
  }

  export interface PlayedWindow {
    readonly document: { querySelector(selector: 'iframe'): PlayedFrame | null };
    readonly MessageEvent: new (type: 'message', init: object) => Event;
    fetch: typeof fetch;
    require: NodeJS.Require;
    dispatchEvent(event: Event): void;
    close(): void;
  }

  export interface PlayedFrame {
    readonly src: string;
    readonly contentWindow: { postMessage(message: unknown, origin: string): void };
  }
}
