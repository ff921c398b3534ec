// ChaCha20 (RFC 8439): what a page keeps on a phone, unreadable without the key that goes when its person signs out.
// The browser's own cipher answers later and on https only; a store is read at once, wherever the page opens.

const WORDS = new Uint32Array([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]); // "expand 32-byte k"
const turn = (word, by) => (word << by) | (word >>> (32 - by));

function quarter(state, a, b, c, d) {
	state[a] += state[b];
	state[d] = turn(state[d] ^ state[a], 16);
	state[c] += state[d];
	state[b] = turn(state[b] ^ state[c], 12);
	state[a] += state[b];
	state[d] = turn(state[d] ^ state[a], 8);
	state[c] += state[d];
	state[b] = turn(state[b] ^ state[c], 7);
}

function block(key, nonce, counter) {
	const first = new Uint32Array([...WORDS, ...key, counter, ...nonce]);
	const state = first.slice();
	for (let round = 0; round < 10; round++) {
		quarter(state, 0, 4, 8, 12);
		quarter(state, 1, 5, 9, 13);
		quarter(state, 2, 6, 10, 14);
		quarter(state, 3, 7, 11, 15);
		quarter(state, 0, 5, 10, 15);
		quarter(state, 1, 6, 11, 12);
		quarter(state, 2, 7, 8, 13);
		quarter(state, 3, 4, 9, 14);
	}
	const bytes = new DataView(new ArrayBuffer(64));
	state.forEach((word, place) => bytes.setUint32(place * 4, word + first[place], true));
	return new Uint8Array(bytes.buffer);
}

function words_of(bytes) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return Array.from({ length: bytes.length / 4 }, (_, place) => view.getUint32(place * 4, true));
}

/** `bytes` closed or opened: key of 32 bytes, nonce of 12, both Uint8Array. */
export function chacha20(key, nonce, bytes, counter = 1) {
	const [own, once] = [words_of(key), words_of(nonce)];
	const out = new Uint8Array(bytes.length);
	for (let start = 0; start < bytes.length; start += 64) {
		const stream = block(own, once, counter++);
		const end = Math.min(start + 64, bytes.length);
		for (let place = start; place < end; place++) out[place] = bytes[place] ^ stream[place - start];
	}
	return out;
}
