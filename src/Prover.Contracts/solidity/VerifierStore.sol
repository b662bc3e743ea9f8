// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VERIFYING_KEY_WORDS} from "./Groth16Verifier.sol";
import {VerifyingKeys} from "./VerifyingKeys.sol";

/// @notice Sizes of a block circuit: how many of each a block can hold.
struct Capacities {
    uint16 l1Slots;
    uint16 withdrawals;
    uint16 transfers;
    uint24 touched;
    uint24 created;
}

/// @notice What the deployer gives for one block circuit.
/// @param circuitId The hash that identifies the circuit.
/// @param capacities Its sizes.
/// @param development Whether the key is stamped as coming from a development setup, whose trapdoor somebody knows.
/// @param key The verifying key, in the layout of Groth16Verifier.
struct VerifierRegistration {
    bytes32 circuitId;
    Capacities capacities;
    bool development;
    uint256[] key;
}

/**
 * @title VerifierStore
 * @notice The block verifiers: a verifying key with capacities for each circuit id, fixed at deployment.
 * @dev A key lies in the code of a data contract that this contract creates: reading 704 bytes of code costs about
 * 2,700 gas, reading 22 storage slots would cost 46,200. Nothing of a foreign address is ever trusted or called.
 */
abstract contract VerifierStore {
    struct BlockVerifier {
        address key;
        Capacities capacities;
    }

    /// A block verifier was registered.
    event BlockVerifierRegistered(bytes32 indexed circuitId, Capacities capacities, bool development, bytes32 keyHash);

    /// No block verifier has this circuit id.
    error UnknownCircuit(bytes32 circuitId);

    /// The circuit id is zero or was given twice.
    error CircuitIdRefused(bytes32 circuitId);

    /// The key is stamped as a development key and this is not a local chain.
    /// @dev Forced only by the flag of the constructor that is named for it.
    error DevelopmentKeyRefused(bytes32 circuitId, uint256 chainId);

    /// The data contract of a key could not be created.
    error KeyNotStored();

    mapping(bytes32 circuitId => BlockVerifier) private _verifiers;

    /// @notice The capacities of a registered block circuit.
    function capacitiesOf(bytes32 circuitId) external view returns (Capacities memory) {
        return _verifier(circuitId).capacities;
    }

    /// @notice The verifying key of a registered block circuit.
    function verifyingKeyOf(bytes32 circuitId) external view returns (uint256[VERIFYING_KEY_WORDS] memory) {
        return _loadKey(_verifier(circuitId).key);
    }

    function _register(VerifierRegistration memory registration, bool forceDevelopmentKeys) internal {
        bytes32 id = registration.circuitId;
        require(id != 0 && _verifiers[id].key == address(0), CircuitIdRefused(id));
        require(
            !registration.development || forceDevelopmentKeys || _isLocalChain(),
            DevelopmentKeyRefused(id, block.chainid)
        );
        VerifyingKeys.check(registration.key);

        bytes memory key = abi.encodePacked(registration.key);
        _verifiers[id] = BlockVerifier(_storeAsCode(key), registration.capacities);
        emit BlockVerifierRegistered(id, registration.capacities, registration.development, keccak256(key));
    }

    function _verifier(bytes32 circuitId) internal view returns (BlockVerifier memory verifier) {
        verifier = _verifiers[circuitId];
        require(verifier.key != address(0), UnknownCircuit(circuitId));
    }

    function _loadKey(address store) internal view returns (uint256[VERIFYING_KEY_WORDS] memory key) {
        // Assembly: the code of an account can be read in no other way. Its first byte is the STOP before the data.
        assembly ("memory-safe") {
            extcodecopy(store, key, 1, 704)
        }
    }

    /// @dev Creates a contract whose code is STOP followed by the data: it can be read, and called to no effect.
    function _storeAsCode(bytes memory data) private returns (address store) {
        // PUSH2 length, DUP1, PUSH1 10, RETURNDATASIZE (0), CODECOPY, RETURNDATASIZE (0), RETURN; then the code.
        bytes memory creation = abi.encodePacked(
            hex"61",
            uint16(data.length + 1),
            hex"80600a3d393df3",
            hex"00",
            data
        );
        // Assembly: `new` creates only contracts that are written in Solidity.
        assembly ("memory-safe") {
            store := create(0, add(creation, 0x20), mload(creation))
        }
        require(store != address(0), KeyNotStored());
    }

    /// @dev Chain ids that development nodes use: 31337 (anvil, Hardhat), 1337 (geth --dev, Ganache).
    function _isLocalChain() private view returns (bool) {
        return block.chainid == 31337 || block.chainid == 1337;
    }
}
