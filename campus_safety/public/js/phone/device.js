// What the phone itself knows: where it is, and the photo that was just taken.

const POSITION_WAIT = 8000; // milliseconds; without a position it goes on

/** Asked for at this moment only, and only where the school has set a position for the place. */
export function position(scan) {
	if (!scan.wants_position || !navigator.geolocation) return {};
	return new Promise((resolve) => {
		navigator.geolocation.getCurrentPosition(
			({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }),
			() => resolve({}),
			{ timeout: POSITION_WAIT, maximumAge: 0 }
		);
	});
}

/** The photo as a data address. */
export function read_photo(file) {
	return new Promise((resolve) => {
		const reader = new FileReader();
		reader.onload = () => resolve(reader.result);
		reader.readAsDataURL(file);
	});
}
