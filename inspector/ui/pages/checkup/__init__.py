"""体检: is the data folder whole, and what is to be done if not?"""
