@shipping
Feature: A carrier that fails keeps nobody from ordering, and what is told is true

  @SH05
  Scenario: With the carrier down delivery costs what the store declares
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And the carrier is down
    When I reach the delivery step
    Then standard delivery should be offered at its promised fee
    When I place my order
    And the carrier recovers
    Then the carrier should have made one label for my order
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed

  @SH05
  Scenario: A carrier that answers too late keeps no shopper waiting
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And the carrier will answer after 60 seconds
    When I reach the delivery step within 25 seconds
    Then standard delivery should be offered at its promised fee
    When the carrier recovers
    And I place my order
    Then exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed

  @SH05 @SH06
  Scenario: Without delivery prices I am told so, and one more try brings them
    Given I have a product in stock in my cart
    And I live at an address abroad
    And I choose to pay with a good card
    And the carrier will fail the next time
    When I ask for delivery prices
    Then I should be told that there are no delivery prices now
    And exactly 0 orders should exist for me
    And I should not be charged
    When I ask for delivery prices again
    Then standard delivery should be offered at its promised fee
    When I place my order
    Then exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed

  Scenario: A label that cannot be made keeps the order, and is made once it can
    Given I have a product in stock in my cart
    And I choose to pay with a good card
    And the carrier can make no labels
    When I place my order
    Then my order should wait for its label in the back office
    And the carrier should have made no label for my order yet
    When the carrier can make labels again
    Then the carrier should have made one label for my order
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
    And my cart should be empty
    And my order should be confirmed
