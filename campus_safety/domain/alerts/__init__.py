"""The referral loop 接办闭环 as pure rules: what calls somebody, and how it climbs until somebody has it."""
