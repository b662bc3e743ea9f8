// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/**
 * @title DiffReader
 * @notice Reads the posted diff front to back, and nothing outside of it.
 */
library DiffReader {
    /// The diff ends in the middle of something.
    error DiffTruncated();

    /// There are bytes behind the end of the diff.
    error DiffTrailingBytes(uint256 count);

    /// A varint has a needless zero byte at its end.
    error VarintNotShortest();

    /// A varint stands for a number that does not fit the width of its field.
    error VarintTooWide(uint256 bits);

    /// @dev Positions in the calldata of the call.
    struct Reader {
        uint256 offset;
        uint256 end;
    }

    function open(bytes calldata diff) internal pure returns (Reader memory reader) {
        uint256 offset;
        // Assembly: the place of a calldata array is not to be had otherwise.
        assembly ("memory-safe") {
            offset := diff.offset
        }
        reader.offset = offset;
        reader.end = offset + diff.length;
    }

    function close(Reader memory reader) internal pure {
        require(reader.offset == reader.end, DiffTrailingBytes(reader.end - reader.offset));
    }

    /// @dev The next `count` bytes, big-endian. 1 ≤ count ≤ 32.
    function read(Reader memory reader, uint256 count) internal pure returns (uint256 value) {
        // Unchecked: positions in calldata are far below 2^256.
        unchecked {
            uint256 offset = reader.offset;
            require(offset + count <= reader.end, DiffTruncated());
            reader.offset = offset + count;
            value = _load(offset) >> (256 - 8 * count);
        }
    }

    /// @dev Takes a column of `count` bytes, to be read by `octetAt`; its position.
    function takeColumn(Reader memory reader, uint256 count) internal pure returns (uint256 column) {
        column = reader.offset;
        require(column + count <= reader.end, DiffTruncated());
        reader.offset = column + count;
    }

    /// @dev The byte at a position inside a column.
    function octetAt(uint256 offset) internal pure returns (uint256) {
        return _load(offset) >> 248;
    }

    /// @dev The next varint: little-endian base 128, high bit as continuation, shortest form, below 2^bits. bits ≤ 128.
    function readVarint(Reader memory reader, uint256 bits) internal pure returns (uint256 value) {
        // Unchecked: at most 19 rounds, shift ≤ 126, value < 2^134.
        unchecked {
            uint256 offset = reader.offset;
            // 128 bits take at most 19 bytes, so one load has the whole varint. What it may have loaded from behind the
            // end never counts: the end is checked before the value is looked at.
            uint256 word = _load(offset++);
            uint256 octet = word >> 248;
            value = octet;
            if (octet >= 0x80) {
                uint256 shift = 0;
                value &= 0x7f;
                do {
                    word <<= 8;
                    octet = word >> 248;
                    shift += 7;
                    ++offset;
                    value |= (octet & 0x7f) << shift;
                } while (octet >= 0x80 && shift < 126);
                // A continuation bit in byte 19: too wide for every field.
                value |= (octet & 0x80) << shift;
                require(offset <= reader.end, DiffTruncated());
                require(octet != 0, VarintNotShortest());
            }
            require(offset <= reader.end, DiffTruncated());
            require(value >> bits == 0, VarintTooWide(bits));
            reader.offset = offset;
        }
    }

    /// @dev 32 bytes of calldata from a position on; zeros behind its end.
    function _load(uint256 offset) private pure returns (uint256 word) {
        // Assembly: one load instead of a bounds check for each byte; the callers check the bounds themselves.
        assembly ("memory-safe") {
            word := calldataload(offset)
        }
    }
}
