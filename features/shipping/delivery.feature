@shipping
Feature: Delivery costs what is promised

  @SH01
  Scenario: Standard delivery costs its promised fee
    Given I have a product in stock in my cart
    When I choose standard delivery
    And I am ready to place my order
    Then my delivery charge should be what standard delivery promises
    And the parts of my bill should add up to the total

  @SH01
  Scenario: Express delivery costs its promised fee
    Given I have a product in stock in my cart
    When I choose express delivery
    And I am ready to place my order
    Then my delivery charge should be what express delivery promises
    And the parts of my bill should add up to the total

  @SH11 @PR27
  Scenario: Delivery is free from the promised threshold
    Given my cart reaches the free-delivery threshold of standard delivery
    When I choose standard delivery
    And I am ready to place my order
    Then my delivery should be free
    And the parts of my bill should add up to the total

  @SH07
  Scenario: A digital product is not delivered by post
    Given I have a digital product in my cart
    When I am ready to place my order
    Then I should not be asked about delivery

  @SH13
  Scenario: Delivery abroad is offered
    Given I have a product in stock in my cart
    And I live at an address abroad
    Then standard delivery should be offered

  @SH08
  Scenario: A download and a parcel in one order are paid together and delivered each in its way
    Given I have a digital product in my cart
    And I have a product in stock in my cart
    When I choose standard delivery
    And I choose to pay with a good card
    And I am ready to place my order
    Then my delivery charge should be what standard delivery promises
    And the parts of my bill should add up to the total
    When I place my order
    Then my order should be confirmed
    And my order should hold 1 of a digital product
    And my order should hold 1 of a product in stock
    And I should be charged exactly my order total once

  @SH02
  Scenario: Where nothing is delivered I am told so, and my cart is kept
    Given I have a product in stock in my cart
    And I live at an unserved address
    When I try to reach the delivery step
    Then I should be told that nothing is delivered there
    And exactly 0 orders should exist for me
    And I should not be charged
    And my cart should be kept

  @SH12
  Scenario: A new address prices the delivery again
    Given I have a product in stock in my cart
    And I am ready to place my order
    When I change my address to an address with states
    Then my delivery charge should be that of a shopper who lives there
    And the parts of my bill should add up to the total

  @SH14
  Scenario: The delivery address and the billing address are both kept
    Given I have a product in stock in my cart
    And my bill goes to an address abroad
    When I choose to pay with a good card
    And I place my order
    Then my order should be confirmed
    And my order should be sent to my home address and billed to an address abroad
    And exactly 1 order should exist for me
    And I should be charged exactly my order total once
