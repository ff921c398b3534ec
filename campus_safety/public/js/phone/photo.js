// A photo made smaller on the phone; what the camera wrote into the file stays there.
import { read_photo } from "./device.js";
import { __, Refusal } from "./page.js";

const MOST_PIXELS = 1600;

/** As a data address. Throws Refusal for what is no picture. */
export async function small_photo(file) {
	const picture = new Image();
	picture.src = await read_photo(file);
	try {
		await picture.decode();
	} catch {
		throw new Refusal(__("This is not a photo that can be shown."));
	}
	const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.round(picture.width * scale);
	canvas.height = Math.round(picture.height * scale);
	canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
	return canvas.toDataURL("image/jpeg", 0.85);
}
