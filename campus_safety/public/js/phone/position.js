// Where the phone is, asked once.

const WAIT = 8000; // milliseconds; without a position it goes on

/** Asked for at this moment only, and only where the school has set a position for the place. */
export function position(wanted) {
	if (!wanted || !navigator.geolocation) return {};
	return new Promise((resolve) => {
		navigator.geolocation.getCurrentPosition(
			({ coords }) => resolve({ latitude: coords.latitude, longitude: coords.longitude }),
			() => resolve({}),
			{ timeout: WAIT, maximumAge: 0 }
		);
	});
}
