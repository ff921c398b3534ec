"""Official papers 公文 as Word files: what a paper says is a value (`docx.Paper`), its look is GB/T 9704 or the school's template."""
