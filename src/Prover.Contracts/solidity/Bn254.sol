// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/**
 * @title Bn254
 * @notice Constants of the curve and its three precompiled contracts (EIP-196, EIP-197).
 * @dev A point of G1 is (x, y), the identity is (0, 0). A point of G2 is (x.c1, x.c0, y.c1, y.c0): the precompile wants
 * the imaginary part first. The precompiles themselves refuse coordinates that are not below Q, points off the curve
 * and, in G2, points outside the subgroup of order R; they answer a refusal by failing.
 */
library Bn254 {
    /// @dev The order r of the groups: the scalar field that proofs are about.
    uint256 internal constant R = 21888242871839275222246405745257275088548364400416034343698204186575808495617;

    /// @dev The prime q of the field that the coordinates lie in.
    uint256 internal constant Q = 21888242871839275222246405745257275088696311157297823662689037894645226208583;

    uint256 private constant ECADD = 6;
    uint256 private constant ECMUL = 7;
    uint256 private constant PAIRING = 8;

    /// @dev a + b in G1; `ok` is false when one of them is not a point.
    function add(uint256[2] memory a, uint256[2] memory b) internal view returns (bool ok, uint256[2] memory sum) {
        uint256[4] memory input = [a[0], a[1], b[0], b[1]];
        // Assembly: a precompile has no interface that the language could call.
        assembly ("memory-safe") {
            ok := staticcall(gas(), ECADD, input, 0x80, sum, 0x40)
        }
    }

    /// @dev scalar · a in G1; `ok` is false when `a` is not a point.
    function mul(uint256[2] memory a, uint256 scalar) internal view returns (bool ok, uint256[2] memory product) {
        uint256[3] memory input = [a[0], a[1], scalar];
        // Assembly: as in `add`.
        assembly ("memory-safe") {
            ok := staticcall(gas(), ECMUL, input, 0x60, product, 0x40)
        }
    }

    /// @dev Whether (x, y) is a point of G1. The identity counts as one.
    function isG1(uint256 x, uint256 y) internal view returns (bool ok) {
        uint256[2] memory identity;
        (ok, ) = add([x, y], identity);
    }

    /// @dev Whether the four coordinates are a point of G2, subgroup included. The identity counts as one.
    function isG2(uint256[4] memory point) internal view returns (bool ok) {
        // Paired with the generator (1, 2): the call succeeds exactly when the point is valid, whatever the product is.
        uint256[6] memory input = [1, 2, point[0], point[1], point[2], point[3]];
        uint256[1] memory output;
        // Assembly: as in `add`.
        assembly ("memory-safe") {
            ok := staticcall(gas(), PAIRING, input, 0xc0, output, 0x20)
        }
    }

    /// @dev Whether the product of four pairings is 1; false as well when an input is not a point.
    function pairsToOne(uint256[24] memory input) internal view returns (bool) {
        uint256[1] memory output;
        bool ok;
        // Assembly: as in `add`.
        assembly ("memory-safe") {
            ok := staticcall(gas(), PAIRING, input, 0x300, output, 0x20)
        }
        return ok && output[0] == 1;
    }
}
