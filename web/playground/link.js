/** A reader's version of a program, small enough to stand in an address. */

const LONGEST = 6000; // characters; some mail programs and messengers cut longer addresses

/**
 * @param {BlobPart} content
 * @param {CompressionStream | DecompressionStream} through
 */
const piped = (content, through) => new Response(new Blob([content]).stream().pipeThrough(through)).arrayBuffer();

/**
 * Return what stands for a text in an address, or nothing if that is too long.
 * @param {string} text
 */
export async function packed(text) {
  const bytes = new Uint8Array(await piped(text, new CompressionStream("deflate-raw")));
  const code = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return code.length > LONGEST ? undefined : code;
}

/**
 * Return the text that stands in an address. Rejects what is none.
 * @param {string} code
 */
export async function unpacked(code) {
  const characters = atob(code.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  const content = await piped(bytes, new DecompressionStream("deflate-raw"));
  return new TextDecoder("utf-8", { fatal: true }).decode(content);
}
