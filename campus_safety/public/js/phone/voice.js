// A voice note: recorded by the browser, turned into bare samples on the phone: nothing of the device goes along.
import { el } from "../lib/el.js";
import { __, action, Refusal } from "./page.js";

const LONGEST = 60; // seconds
const RATE = 8000; // samples a second, as a telephone has

/** { element, content() }: "" or the data address of a WAV file. No element where the browser records no sound. */
export function voice_note(by_name) {
	let content = "";
	if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder)
		return { element: "", content: () => content };
	const shown = el("div.voice", { role: "status" });
	const show = (...parts) => shown.replaceChildren(...parts);
	const begin = () => action(__("Record a Voice Note"), "", record);
	const record = async () => {
		const recorder = await start();
		const done = ended(recorder);
		const stop = el("button", { type: "button", onclick: () => recorder.stop() }, __("Stop Recording"));
		const timer = setTimeout(() => recorder.state === "recording" && recorder.stop(), LONGEST * 1000);
		show(el("p.notice", {}, __("Recording: at most {0} seconds.", LONGEST)), stop);
		done.then(async (sound) => {
			clearTimeout(timer);
			content = await as_wav(sound);
			show(
				el("audio", { controls: true, src: content }),
				el("button", { type: "button", onclick: take_out }, __("Take the Voice Note Out"))
			);
		}).catch(() =>
			show(el("p.refusal", { role: "alert" }, __("Nothing was recorded. Try again.")), begin())
		);
	};
	const take_out = () => {
		content = "";
		show(begin());
	};
	show(begin());
	const element = el(
		"details",
		{},
		el("summary", {}, __("Say it instead of writing")),
		by_name ? "" : el("p.help", {}, __("Think first: a voice can be recognised.")),
		shown
	);
	return { element, content: () => content };
}

async function start() {
	try {
		const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
		const recorder = new MediaRecorder(stream);
		recorder.start();
		return recorder;
	} catch {
		throw new Refusal(__("The microphone is not allowed here. Write instead."));
	}
}

function ended(recorder) {
	const parts = [];
	recorder.ondataavailable = ({ data }) => parts.push(data);
	return new Promise((resolve, reject) => {
		recorder.onerror = reject;
		recorder.onstop = () => {
			for (const track of recorder.stream.getTracks()) track.stop();
			resolve(new Blob(parts));
		};
	});
}

/** Samples alone, one channel: whatever the recorder wrote beside them is left behind. */
async function as_wav(sound) {
	const context = new AudioContext();
	const decoded = await context.decodeAudioData(await sound.arrayBuffer());
	context.close();
	const length = Math.min(Math.ceil(decoded.duration * RATE), LONGEST * RATE);
	const offline = new OfflineAudioContext(1, length, RATE);
	const source = offline.createBufferSource();
	source.buffer = decoded;
	source.connect(offline.destination);
	source.start();
	const samples = (await offline.startRendering()).getChannelData(0);
	const file = new DataView(new ArrayBuffer(44 + 2 * samples.length));
	const write = (at, text) =>
		[...text].forEach((sign, place) => file.setUint8(at + place, sign.charCodeAt(0)));
	write(0, "RIFF");
	file.setUint32(4, 36 + 2 * samples.length, true);
	write(8, "WAVEfmt ");
	[16, 0x10001, RATE, 2 * RATE, 0x100002].forEach((value, place) =>
		file.setUint32(16 + 4 * place, value, true)
	);
	write(36, "data");
	file.setUint32(40, 2 * samples.length, true);
	samples.forEach((value, place) =>
		file.setInt16(44 + 2 * place, Math.max(-1, Math.min(1, value)) * 0x7fff, true)
	);
	return `data:audio/wav;base64,${in_base64(new Uint8Array(file.buffer))}`;
}

function in_base64(bytes) {
	let text = "";
	for (let at = 0; at < bytes.length; at += 0x8000)
		text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(text);
}
