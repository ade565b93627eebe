"""五星考评: offline cross inspection of village Party branches (县级交叉互查考评)."""

__version__ = "0.1.0"
