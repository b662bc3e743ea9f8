// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DecodedDiff, DiffDecoder} from "../../../src/Prover.Contracts/solidity/DiffDecoder.sol";
import {Capacities} from "../../../src/Prover.Contracts/solidity/VerifierStore.sol";

/// @notice Lets a test call the decoder of the rollup.
contract DiffDecoderHarness {
    function decode(
        bytes calldata diff,
        Capacities calldata capacities,
        uint256 accountCount
    ) external pure returns (DecodedDiff memory) {
        return DiffDecoder.decode(diff, capacities, accountCount);
    }
}
