"""Plan drafts in four formats, made up anew from every construction we know, with words that occur once each."""
