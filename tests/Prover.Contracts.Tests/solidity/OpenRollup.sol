// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BlockHeader} from "../../../src/Prover.Contracts/solidity/BlockSubmission.sol";
import {PublicWords} from "../../../src/Prover.Contracts/solidity/PublicWords.sol";
import {Rollup} from "../../../src/Prover.Contracts/solidity/Rollup.sol";
import {VerifierRegistration} from "../../../src/Prover.Contracts/solidity/VerifierStore.sol";

/// @notice The rollup with two doors that the real one has not.
contract OpenRollup is Rollup {
    bool private _hashesRangeOnly;

    constructor(
        address operator_,
        uint256 genesisRoot,
        VerifierRegistration[] memory verifiers,
        bool forceDevelopmentKeys
    ) Rollup(operator_, genesisRoot, verifiers, forceDevelopmentKeys) {}

    /// @notice Queues a forced withdrawal without any check: what blocks pay on them can be tested.
    function queueForced(uint32 index) external {
        _enqueue(
            PublicWords.identityWord0(uint160(msg.sender), 0, 0),
            PublicWords.identityWord1(0, PublicWords.FORCED_WITHDRAW),
            uint256(index) << 128
        );
    }

    /// @notice From now on the challenge has the mistake that the real one avoids: it hashes which requests a block
    /// consumes (their range is in the header word), not what they say.
    function hashRangeOnly() external {
        _hashesRangeOnly = true;
    }

    function _challenge(
        BlockHeader calldata header,
        uint256 oldRoot,
        uint256 headerWord,
        bytes32 queueHash_,
        bytes calldata diff
    ) internal view override returns (uint256) {
        return super._challenge(header, oldRoot, headerWord, _hashesRangeOnly ? bytes32(0) : queueHash_, diff);
    }
}
