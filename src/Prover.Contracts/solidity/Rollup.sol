// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BlockSubmission} from "./BlockSubmission.sol";
import {VerifierRegistration} from "./VerifierStore.sol";

/**
 * @title Rollup
 * @notice The rollup on L1: a queue of deposits, blocks that are believed only with a proof, withdrawals to claim.
 * @dev No proxy, no delegatecall, no foreign address, and no role that can touch roots or money: the operator can only
 * submit blocks that are proven. Not audited.
 */
contract Rollup is BlockSubmission {
    /// There is no block circuit: no block could be accepted, and deposits would be lost.
    error NoBlockVerifier();

    /// @param operator_ The only address that may submit blocks.
    /// @param genesisRoot The root of the state without accounts.
    /// @param verifiers The block circuits with their keys; nothing is added later.
    /// @param forceDevelopmentKeys Accepts keys of a development setup on a chain that is not a local one. Whoever made
    /// such a key can prove anything.
    constructor(
        address operator_,
        uint256 genesisRoot,
        VerifierRegistration[] memory verifiers,
        bool forceDevelopmentKeys
    ) BlockSubmission(operator_, genesisRoot) {
        require(verifiers.length != 0, NoBlockVerifier());
        for (uint256 i = 0; i < verifiers.length; ++i) {
            _register(verifiers[i], forceDevelopmentKeys);
        }
    }
}
